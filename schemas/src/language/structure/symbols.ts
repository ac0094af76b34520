/** The outline: inputs, variables, steps with what each declares, outputs. Of a job: its fields. */
import type { Span } from '../line-index.ts';
import type { FileModel } from '../model.ts';
import { workOf } from '../complete/names.ts';
import { typeOf } from '../names/context-entries.ts';
import { namesOf, type Declared, type StepNames } from '../names/pipeline-names.ts';
import type { DocumentSymbol, SymbolKind } from '../shapes.ts';
import { entriesOf, textOf } from '../tree.ts';

export function documentSymbols(model: FileModel): readonly DocumentSymbol[] {
  const symbol = (
    name: string,
    kind: SymbolKind,
    { whole, name: selected, detail = '', children = [] }: SymbolParts,
  ): DocumentSymbol => ({
    // An editor drops symbols without a name.
    name: name === '' ? '?' : name,
    kind,
    detail,
    range: model.lines.rangeOf(whole),
    selectionRange: model.lines.rangeOf(selected),
    children,
  });
  const declared =
    (kind: SymbolKind, detail: (one: Declared) => string) =>
    (one: Declared): DocumentSymbol =>
      symbol(one.name, kind, { whole: one.whole, name: one, detail: detail(one) });
  const type = (one: Declared): string => typeOf(model, one);
  const written = ({ value }: Declared): string => textOf(value) ?? '';
  const step = (one: StepNames): DocumentSymbol =>
    symbol(one.name, 'step', {
      whole: one.whole,
      name: one,
      detail: workOf(model, one),
      children: [
        ...one.axes.map(declared('axis', written)),
        ...one.outputs.map(declared('output', type)),
        ...one.leaves.map(declared('artifact', written)),
      ],
    });

  const names = namesOf(model);
  const children: Readonly<Partial<Record<string, () => readonly DocumentSymbol[]>>> = {
    inputs: () => names.inputs.map(declared('input', type)),
    env: () => names.env.map(declared('variable', written)),
    outputs: () => names.outputs.map(declared('output', written)),
    steps: () => names.steps.filter(({ section }) => section === 'steps').map(step),
    finally: () => names.steps.filter(({ section }) => section === 'finally').map(step),
  };
  return entriesOf(model.document, root(model)).map(({ name, key, span, value }) =>
    symbol(name, 'section', {
      whole: span,
      name: key,
      detail: textOf(value) ?? '',
      children: model.language === 'pipeline' && Object.hasOwn(children, name) ? (children[name]?.() ?? []) : [],
    }),
  );
}

interface SymbolParts {
  readonly whole: Span;
  readonly name: Span;
  readonly detail?: string;
  readonly children?: readonly DocumentSymbol[];
}

function root({ document }: FileModel): NonNullable<FileModel['document']>['contents'] {
  return document?.contents ?? null;
}
