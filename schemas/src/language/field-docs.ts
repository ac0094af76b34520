/** What the schema says about a field, as Markdown: for hovers and beside completions. */
import type { SchemaNode } from './schema-view.ts';

export function fieldDocs(field: SchemaNode): string {
  const lines = [field.description ?? field.title ?? ''];
  if (field.default !== undefined) lines.push(`Default: \`${inline(field.default)}\``);
  const choices = field.enum ?? [];
  if (choices.length > 0) lines.push(`One of ${choices.map((choice) => `\`${inline(choice)}\``).join(', ')}.`);
  const [example, ...others] = field.examples ?? [];
  if (example !== undefined) {
    const shown = [example, ...others].map(inline);
    const isLong = shown.some((text) => text.length > 40);
    lines.push(
      isLong
        ? `For example:\n\`\`\`yaml\n${shown.join('\n')}\n\`\`\``
        : `For example ${shown.map((text) => `\`${text}\``).join(', ')}.`,
    );
  }
  return lines.filter((line) => line !== '').join('\n\n');
}

/** On one line, as a person would write it in flow style. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, inner]) => `${name}: ${inline(inner)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'string' ? scalarText(value) : String(value);
}

/** A string as YAML would need it written: in quotes only where it would else be read as something different. */
export function scalarText(value: string): string {
  const isPlain =
    /^[A-Za-z0-9_./$~(][^\n\t]*$/.test(value) &&
    !/: |:$| #|^(?:true|false|null|~|[-+.]?\d[\d_.eE+-]*|0[xo].*)$/i.test(value) &&
    !/[[\]{},]/.test(value) &&
    value.trim() === value;
  return isPlain ? value : value.includes("'") || value.includes('\n') ? JSON.stringify(value) : `'${value}'`;
}
