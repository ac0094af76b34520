/** What a pipeline gives names to: inputs, steps and what each step declares. Read from the tree, whole or half typed. */
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Span } from '../line-index.ts';
import type { FileModel } from '../model.ts';
import { entriesOf, entryOf, innerSpan, itemsOf, spanOf, textOf, type Entry } from '../tree.ts';

export interface NameAt extends Span {
  readonly name: string;
}

/** Something declared: its name's place, and the entry that declares it. */
export interface Declared extends NameAt {
  readonly value: Node | null;
  readonly whole: Span;
}

export interface StepNames extends Declared {
  readonly section: 'steps' | 'finally';
  /** What says what it does: run, command, uses ... Null: nothing yet. */
  readonly work: Entry | null;
  readonly needs: readonly NameAt[];
  readonly outputs: readonly Declared[];
  readonly axes: readonly Declared[];
  /** Axes as `include` and `exclude` name them. */
  readonly axisUses: readonly NameAt[];
  readonly env: readonly Declared[];
  /** Artifacts that it leaves. */
  readonly leaves: readonly Declared[];
  readonly fetches: readonly { readonly from: NameAt; readonly name: NameAt | null }[];
  /** What it gives to the pipeline that it uses. */
  readonly given: readonly Declared[];
}

export interface PipelineNames {
  readonly inputs: readonly Declared[];
  readonly outputs: readonly Declared[];
  readonly env: readonly Declared[];
  readonly defaultsEnv: readonly Declared[];
  readonly steps: readonly StepNames[];
  /** The first one of each id. */
  readonly stepById: ReadonlyMap<string, StepNames>;
}

const workFields = ['run', 'command', 'uses', 'image', 'prompt'] as const;
const matrixWords: readonly string[] = ['include', 'exclude', 'fail-fast', 'max-parallel'];

const key = Symbol('names');

export function namesOf(model: FileModel): PipelineNames {
  return model.memo(key, () => read(model));
}

export function stepNamed(names: PipelineNames, id: string | null): StepNames | null {
  return id === null ? null : (names.stepById.get(id) ?? null);
}

function read({ document, language }: FileModel): PipelineNames {
  const root = language === 'pipeline' ? (document?.contents ?? null) : null;
  const at = (node: Node | null, name: string): Node | null => entryOf(document, node, name)?.value ?? null;
  const declared = (node: Node | null): readonly Declared[] =>
    entriesOf(document, node).map(({ name, key: span, value, span: whole }) => ({ name, ...span, value, whole }));
  const nameAt = (node: Node | null): NameAt | null => {
    const name = textOf(node);
    const span = isScalar(node) ? innerSpan(node) : null;
    return name === null || span === null ? null : { name, ...span };
  };
  const namesIn = (node: Node | null): readonly NameAt[] => {
    const nodes = isSeq(node) ? itemsOf(document, node) : node === null ? [] : [node];
    return nodes.flatMap((item) => nameAt(item) ?? []);
  };

  const outputsOf = (node: Node | null): readonly Declared[] => {
    if (!isSeq(node)) return declared(node);
    return itemsOf(document, node).flatMap((item) => {
      const name = nameAt(item);
      return name === null ? [] : [{ ...name, value: null, whole: spanOf(item) ?? name }];
    });
  };

  const step = (entry: Declared, section: StepNames['section']): StepNames => {
    const { value } = entry;
    const matrix = at(value, 'matrix');
    const artifacts = at(value, 'artifacts');
    const fetched = (item: Node): StepNames['fetches'] => {
      const from = nameAt(isMap(item) ? at(item, 'from') : item);
      return from === null ? [] : [{ from, name: isMap(item) ? nameAt(at(item, 'name')) : null }];
    };
    return {
      ...entry,
      section,
      work: entriesOf(document, value).find(({ name }) => workFields.some((field) => field === name)) ?? null,
      needs: namesIn(at(value, 'needs')),
      outputs: outputsOf(at(value, 'outputs')),
      axes: declared(matrix).filter(({ name }) => !matrixWords.includes(name)),
      axisUses: ['include', 'exclude'].flatMap((word) =>
        itemsOf(document, at(matrix, word)).flatMap((item) =>
          entriesOf(document, item).map(({ name, key: span }) => ({ name, ...span })),
        ),
      ),
      env: declared(at(value, 'env')),
      leaves: declared(at(artifacts, 'leave')),
      fetches: itemsOf(document, at(artifacts, 'fetch')).flatMap(fetched),
      given: declared(at(value, 'inputs')),
    };
  };
  const steps = (['steps', 'finally'] as const).flatMap((section) =>
    declared(at(root, section)).map((entry) => step(entry, section)),
  );
  return {
    inputs: declared(at(root, 'inputs')),
    outputs: declared(at(root, 'outputs')),
    env: declared(at(root, 'env')),
    defaultsEnv: declared(at(at(root, 'defaults'), 'env')),
    steps,
    stepById: new Map(steps.toReversed().map((one) => [one.name, one])),
  };
}

/** The pipeline file that a step uses, as it is written; null: none. */
export function usedFile({ work }: StepNames): string | null {
  return work?.name === 'uses' ? textOf(work.value) : null;
}
