/**
 * An expression in a shell line: what is in the value would be read as shell code. Told as a warning, with the edit that
 * hands the value over as an environment variable.
 */
import { isMap, isScalar } from 'yaml';
import type { TemplatePart } from '../expression/template.ts';
import type { FieldPath } from '../words/field-path.ts';
import type { Finding } from '../finding.ts';
import type { Fix, TextEdit } from '../problem.ts';
import { blockMapIndent } from '../yaml/block-map.ts';
import { nodeAt, placeOf, positionAt, type YamlFile } from '../yaml/read-yaml.ts';
import { spanWithin } from '../yaml/span-within.ts';
import { fieldsOf, type StepOutline } from './step-outline.ts';

/** Variables that mean something to the shell or to most programs. */
const taken = new Set(['PATH', 'HOME', 'USER', 'SHELL', 'PWD', 'OLDPWD', 'IFS', 'LANG', 'TERM', 'TMPDIR', 'CI']);

export function pastedInRun(path: FieldPath, line: string, part: TemplatePart, step: StepOutline): Finding {
  const within = { start: part.start - 3, end: part.end + 2 };
  const env = fieldsOf(step.fields.env);
  const name = variableFor(part.text, env);
  return {
    path,
    code: 'expression-in-run',
    message: `what is in this value is read as shell code; give it to the step under env as ${name}, and write "$${name}" here`,
    severity: 'warning',
    at: 'value',
    within,
    fixes: (file) => {
      const edits = editsFor(file, { path, line, part, step, name });
      return edits === null ? [] : [{ title: `Hand it over as $${name}`, edits } satisfies Fix];
    },
  };
}

/** `inputs.model-name` becomes MODEL_NAME; a variable that already has this very value is used again. */
function variableFor(expression: string, env: Readonly<Record<string, unknown>>): string {
  const value = templateOf(expression);
  const same = Object.entries(env).find(([, written]) => written === value);
  if (same !== undefined) return same[0];
  const words = expression.trim().match(/^[A-Za-z_][\w.-]*$/) === null ? ['VALUE'] : expression.trim().split('.');
  const last = (words.at(-1) ?? 'VALUE').replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  const plain = taken.has(last) || last.startsWith('ORCHION_') || /^\d/.test(last) ? `STEP_${last}` : last;
  for (let i = 1; ; i++) {
    const name = i === 1 ? plain : `${plain}_${i}`;
    if (!Object.hasOwn(env, name)) return name;
  }
}

function templateOf(expression: string): string {
  return `\${{ ${expression.trim()} }}`;
}

interface Pasted {
  readonly path: FieldPath;
  readonly line: string;
  readonly part: TemplatePart;
  readonly step: StepOutline;
  readonly name: string;
}

function editsFor(file: YamlFile, { path, line, part, step, name }: Pasted): readonly TextEdit[] | null {
  const {
    line: startLine,
    column,
    end,
  } = placeOf(file, spanWithin(file, path, { start: part.start - 3, end: part.end + 2 }));
  const shell = useOf(line.slice(0, part.start - 3), name);
  const use = { start: { line: startLine, column }, end, newText: asWritten(file, path, shell) };
  const written = fieldsOf(step.fields.env)[name];
  if (written !== undefined) return [use];
  const set = declarationEdit(file, step, name, templateOf(part.text));
  return set === null ? null : [set, use];
}

/** In quotes of YAML the shell's own need an escape. */
function asWritten(file: YamlFile, path: FieldPath, shell: string): string {
  const node = nodeAt(file, path);
  const type = isScalar(node) ? node.type : undefined;
  if (type === 'QUOTE_DOUBLE') return JSON.stringify(shell).slice(1, -1);
  return type === 'QUOTE_SINGLE' ? shell.replaceAll("'", "''") : shell;
}

function declarationEdit(file: YamlFile, step: StepOutline, name: string, value: string): TextEdit | null {
  // A plain value must not hold ': ' or ' #', nor a brace where it stands in some.
  const plain = `${name}: ${/: | #/.test(value) ? JSON.stringify(value) : value}`;
  const env = nodeAt(file, [...step.path, 'env']);
  if (isMap(env) && env.range && env.items.length > 0) {
    const indent = blockMapIndent(file, env);
    const at = positionAt(file.lines, env.flow === true ? env.range[0] + 1 : env.range[0]);
    if (env.flow === true) return { start: at, end: at, newText: ` ${name}: ${JSON.stringify(value)},` };
    return indent === null ? null : { start: at, end: at, newText: `${plain}\n${indent}` };
  }
  const fields = nodeAt(file, step.path);
  if (env !== undefined || !isMap(fields) || !fields.range) return null;
  if (fields.flow === true) {
    const at = positionAt(file.lines, fields.range[0] + 1);
    return { start: at, end: at, newText: ` env: { ${name}: ${JSON.stringify(value)} },` };
  }
  const indent = blockMapIndent(file, fields);
  if (indent === null) return null;
  const at = positionAt(file.lines, fields.range[0]);
  return { start: at, end: at, newText: `env:\n${indent}  ${plain}\n${indent}` };
}

/** The variable as it must be written behind this beginning of a line: what quotes are open decides. */
function useOf(before: string, name: string): string {
  const quote = openQuote(before);
  if (quote === '"') return `\${${name}}`;
  return quote === "'" ? `'"\${${name}}"'` : `"\${${name}}"`;
}

function openQuote(text: string): '"' | "'" | null {
  let open: '"' | "'" | null = null;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '\\' && open !== "'") i += 1;
    else if (character === '"' || character === "'") {
      if (open === null) open = character;
      else if (open === character) open = null;
    }
  }
  return open;
}
