/** What a named thing is, as Markdown: for hovers, and beside completions. */
import type { FileModel } from './model.ts';
import { inline } from './field-docs.ts';
import { jsonOf } from './known-values.ts';
import { typeOf } from './names/context-entries.ts';
import { namesOf, stepNamed, type Declared, type StepNames } from './names/pipeline-names.ts';
import type { Target } from './names/references.ts';
import { entryOf, textOf } from './tree.ts';

/** Null: nothing of that name is declared in the file. */
export function describeTarget(model: FileModel, { kind, owner, name }: Target): string | null {
  const names = namesOf(model);
  const step = stepNamed(names, owner);
  const named = (list: readonly Declared[]): Declared | null => list.find((one) => one.name === name) ?? null;
  switch (kind) {
    case 'step': {
      const found = stepNamed(names, name);
      return found === null ? null : describeStep(model, found);
    }
    case 'input': {
      const found = named(names.inputs);
      return found === null ? null : describeInput(model, found);
    }
    case 'output': {
      const found = named(step?.outputs ?? []);
      if (found === null) return null;
      const lists = (step?.axes.length ?? 0) > 0 ? 'A list with the value of each cell: ' : '';
      return paragraphs([
        `**${name}** · output of \`${owner}\``,
        `${lists}${typeOf(model, found)}`,
        descriptionOf(model, found),
      ]);
    }
    case 'axis': {
      const found = named(step?.axes ?? []);
      const values = jsonOf(model, found?.value ?? null);
      const shown = values === undefined ? 'Only in cells that `include` adds.' : `Values: \`${inline(values)}\``;
      return paragraphs([`**${name}** · axis of \`${owner}\``, shown]);
    }
    case 'artifact': {
      const found = named(step?.leaves ?? []);
      const paths = jsonOf(model, found?.value ?? null);
      return found === null ? null : paragraphs([`**${name}** · artifact of \`${owner}\``, `\`${inline(paths)}\``]);
    }
    case 'variable': {
      const list = owner === 'pipeline' ? names.env : owner === 'defaults' ? names.defaultsEnv : (step?.env ?? []);
      const found = named(list);
      const of = owner === 'pipeline' || owner === 'defaults' ? `variable of the ${owner}` : `variable of \`${owner}\``;
      return found === null ? null : paragraphs([`**${name}** · ${of}`, `\`${textOf(found.value) ?? ''}\``]);
    }
  }
}

function describeStep(model: FileModel, step: StepNames): string {
  const title = textOf(entryOf(model.document, step.value, 'name')?.value ?? null);
  const list = (label: string, items: readonly { readonly name: string }[]): string =>
    items.length === 0 ? '' : `${label} ${items.map(({ name }) => `\`${name}\``).join(', ')}`;
  const cells = step.axes.map(({ name, value }) => {
    const values = jsonOf(model, value);
    return Array.isArray(values) ? `${name} × ${values.length}` : name;
  });
  return paragraphs([
    `**${step.name}**${step.section === 'finally' ? ' · finally step' : ' · step'}${title === null ? '' : ` · ${title}`}`,
    descriptionOf(model, step),
    step.work === null ? '' : fenced(model, step),
    list('Needs', step.needs),
    cells.length === 0 ? '' : `Once for each of ${cells.join(', ')}`,
    list('Outputs', step.outputs),
    list('Leaves', step.leaves),
  ]);
}

function describeInput(model: FileModel, input: Declared): string {
  const field = (name: string): ReturnType<typeof jsonOf> =>
    jsonOf(model, entryOf(model.document, input.value, name)?.value ?? null);
  const options = field('options');
  const fallback = field('default');
  return paragraphs([
    `**${input.name}** · input, ${typeOf(model, input)}${field('required') === true ? ', required' : ''}`,
    descriptionOf(model, input),
    options === undefined ? '' : `One of \`${inline(options)}\``,
    fallback === undefined ? '' : `Default: \`${inline(fallback)}\``,
  ]);
}

function descriptionOf({ document }: FileModel, { value }: Declared): string {
  return textOf(entryOf(document, value, 'description')?.value ?? null) ?? '';
}

const linesShown = 8;

function fenced({ text }: FileModel, { work }: StepNames): string {
  const [start, end] = work?.value?.range ?? [0, 0];
  const lines = `${work?.name ?? ''}: ${text.slice(start, end).trim()}`.split('\n');
  const shown = lines.length > linesShown ? [...lines.slice(0, linesShown), '…'] : lines;
  return `\`\`\`yaml\n${shown.join('\n')}\n\`\`\``;
}

export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
