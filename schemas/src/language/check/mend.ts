/**
 * Ways to mend that add something: the field that is missing, the step that is needed, the input or output that is used. The
 * parser's own fixes change what stands there; these write what does not.
 */
import { isMap, isSeq, type Node } from 'yaml';
import { inline, scalarText } from '../field-docs.ts';
import type { FileModel } from '../model.ts';
import { namesOf, stepNamed } from '../names/pipeline-names.ts';
import { referenceAt } from '../names/references.ts';
import { fieldsOf, schemaAt, waysOfField } from '../schema-view.ts';
import type { Diagnostic, Fix, TextEdit } from '../shapes.ts';
import { entriesOf, entryOf, foundAt, nodeAt, spanOf } from '../tree.ts';

export function furtherFixes(model: FileModel, { code, range }: Diagnostic): readonly Fix[] {
  const start = model.lines.offsetAt(range.start);
  const end = model.lines.offsetAt(range.end);
  switch (code) {
    case 'missing-field':
    case 'exclusive-fields':
      return addFields(model, start, code);
    case 'unknown-need':
      return createStep(model, model.text.slice(start, end).replaceAll(/^["']|["']$/g, ''));
    case 'unknown-property':
      return declare(model, start);
    case 'yaml-syntax':
      return quoteExpressions(model, range.start.line);
    case 'unknown-field':
      return removeField(model, start);
    default:
      return [];
  }
}

/** Fields that must be there and are not; of some of which one must, the first. */
function addFields(model: FileModel, offset: number, code: 'missing-field' | 'exclusive-fields'): readonly Fix[] {
  const path = foundAt(model.document, offset)?.path ?? [];
  // The complaint points at the map's own key, or at the first of its fields where it is the whole file.
  const root = model.document?.contents ?? null;
  const candidates = [path, path.slice(0, -1), []];
  for (const candidate of candidates) {
    const node = candidate.length === 0 ? root : nodeAt(model.document, candidate);
    const schema = schemaAt(model.language, candidate);
    if (schema === null || !(node === null || isMap(node))) continue;
    const present = entriesOf(model.document, node).map(({ name }) => name);
    const required = fieldsOf(model.language, schema).filter(({ isRequired }) => isRequired);
    const must = new Set(schema.ways.flatMap((way) => way.required ?? []));
    const missing = required.filter(({ name }) => must.has(name) && !present.includes(name));
    const choices = required.filter(({ name }) => !must.has(name));
    const isNoneChosen = choices.length > 0 && !choices.some(({ name }) => present.includes(name));
    const wanted = code === 'missing-field' ? missing : isNoneChosen ? choices.slice(0, 1) : [];
    if (wanted.length === 0) continue;
    return wanted.flatMap(({ name, field }) => {
      const constant = waysOfField(model.language, field)[0]?.const;
      const value = constant === undefined ? stubs[name] : ` ${inline(constant)}`;
      const edit = value === undefined ? null : addEntry(model, node, `${name}:${value}`);
      return edit === null ? [] : [{ title: `Add ${name}`, edits: [edit] }];
    });
  }
  return [];
}

/** What stands behind the colon of a field that was added; two blanks a level. */
const stubs: Readonly<Record<string, string>> = {
  steps: '\n  hello:\n    run: echo hello',
  run: ' echo hello',
  value: " ''",
  group: ' main',
  count: ' 1',
  from: " ''",
  paths: ' out/',
};

/** A new entry of a block map, behind its last one; of an empty file, its beginning. */
function addEntry(model: FileModel, map: Node | null, entry: string): TextEdit | null {
  const entries = entriesOf(model.document, map);
  const last = entries.at(-1);
  if (map === null || last === undefined) {
    return map === null ? insertAt(model, model.text.length, `${endsLine(model.text) ? '' : '\n'}${entry}\n`) : null;
  }
  if (isMap(map) && map.flow === true) return insertAt(model, last.span.end, `, ${entry.trim()}`);
  const { character } = model.lines.positionAt(last.key.start);
  const indent = ' '.repeat(character);
  const end = contentEnd(model.text, last.span.end, last.key.end);
  return insertAt(model, end, `\n${indent}${entry.replaceAll('\n', `\n${indent}`)}`);
}

function createStep(model: FileModel, id: string): readonly Fix[] {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(id) || stepNamed(namesOf(model), id) !== null) return [];
  const steps = entryOf(model.document, model.document?.contents ?? null, 'steps')?.value ?? null;
  const edit = addEntry(model, steps, `${scalarText(id)}:\n  run: echo ${id}`);
  return edit === null ? [] : [{ title: `Create the step ${id}`, edits: [edit] }];
}

/** The input or output that an expression asks for. */
function declare(model: FileModel, offset: number): readonly Fix[] {
  const target = referenceAt(model, offset)?.target ?? null;
  if (target === null) return [];
  const root = model.document?.contents ?? null;
  const name = scalarText(target.name);
  if (target.kind === 'input') {
    const inputs = entryOf(model.document, root, 'inputs');
    const edit =
      inputs === null
        ? insertBefore(model, 'steps', `inputs:\n  ${name}:\n    type: string\n`)
        : addEntry(model, inputs.value, `${name}:\n  type: string`);
    return edit === null ? [] : [{ title: `Add the input ${target.name}`, edits: [edit] }];
  }
  if (target.kind !== 'output') return [];
  const step = stepNamed(namesOf(model), target.owner);
  if (step === null) return [];
  const outputs = entryOf(model.document, step.value, 'outputs')?.value ?? null;
  const title = `Let ${target.owner} give the output ${target.name}`;
  if (isSeq(outputs)) {
    const last = spanOf(outputs.items.at(-1));
    if (last === null || outputs.flow !== true) return [];
    return [{ title, edits: [insertAt(model, last.end, `, ${name}`)] }];
  }
  const edit =
    outputs === null ? addEntry(model, step.value, `outputs: [${name}]`) : addEntry(model, outputs, `${name}: string`);
  return edit === null ? [] : [{ title, edits: [edit] }];
}

/** In brackets the braces of an expression are read as a map, unless it stands in quotes. */
function quoteExpressions(model: FileModel, line: number): readonly Fix[] {
  const text = model.lines.text(line);
  const edits = [...text.matchAll(/(?<=[[{,:]\s*)\$\{\{[^}\n]*\}\}(?=\s*[,}\]])/g)].map(
    ({ 0: written, index }): TextEdit => {
      const quoted = written.includes("'") ? JSON.stringify(written) : `'${written}'`;
      return {
        range: { start: { line, character: index }, end: { line, character: index + written.length } },
        newText: quoted,
      };
    },
  );
  return edits.length === 0 ? [] : [{ title: 'Put the expression in quotes', edits }];
}

function removeField(model: FileModel, offset: number): readonly Fix[] {
  const found = foundAt(model.document, offset);
  if (found?.part !== 'key') return [];
  const parent =
    found.path.length === 1 ? (model.document?.contents ?? null) : nodeAt(model.document, found.path.slice(0, -1));
  const name = String(found.path.at(-1));
  const entry = entryOf(model.document, parent, name);
  if (entry === null || !isMap(parent) || parent.flow === true || entriesOf(model.document, parent).length < 2)
    return [];
  const start = model.lines.positionAt(entry.key.start);
  // The first entry of a list's item stands behind its dash.
  if (model.lines.text(start.line).slice(0, start.character).trim() !== '') return [];
  const last = model.lines.positionAt(contentEnd(model.text, entry.span.end, entry.key.end)).line;
  const range = { start: { line: start.line, character: 0 }, end: { line: last + 1, character: 0 } };
  return [{ title: `Remove ${name}`, edits: [{ range, newText: '' }] }];
}

function insertBefore(model: FileModel, section: string, text: string): TextEdit | null {
  const entry = entryOf(model.document, model.document?.contents ?? null, section);
  return entry === null ? null : insertAt(model, entry.key.start, text);
}

function insertAt(model: FileModel, offset: number, newText: string): TextEdit {
  const position = model.lines.positionAt(offset);
  return { range: { start: position, end: position }, newText };
}

/** A block value's range holds the blank lines behind it. */
function contentEnd(text: string, end: number, keyEnd: number): number {
  const colon = text.indexOf(':', keyEnd) + 1;
  return Math.max(text.slice(0, end).trimEnd().length, colon);
}

function endsLine(text: string): boolean {
  return text === '' || text.endsWith('\n');
}
