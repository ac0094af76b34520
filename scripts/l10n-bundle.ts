// Writes the English bundle that a translation of the extension begins with, extension/l10n/bundle.l10n.json, as
// `node scripts/l10n-bundle.ts FILE`: every message that the extension's code says, in the form that the editor reads
// (`bundle.l10n.de.json` beside it is then the German one).

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const file = process.argv[2];
if (file === undefined) throw new Error('usage: l10n-bundle.ts FILE');
const source = join(dirname(import.meta.dirname), 'extension', 'src');

const messages = new Set<string>();
for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
  collect(ts.createSourceFile(path, readFileSync(join(source, path), 'utf8'), ts.ScriptTarget.Latest));
}
mkdirSync(dirname(file), { recursive: true });
const bundle = Object.fromEntries([...messages].sort().map((message) => [message, message]));
writeFileSync(file, `${JSON.stringify(bundle, null, 2)}\n`);

/** The linter sees to it that every first argument of `say` is written out. */
function collect(node: ts.Node): void {
  if (ts.isCallExpression(node) && isSay(node.expression)) {
    const [message] = node.arguments;
    if (message !== undefined && ts.isStringLiteral(message)) messages.add(message.text);
  }
  ts.forEachChild(node, collect);
}

function isSay(callee: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return ts.isIdentifier(name) && name.text === 'say';
}
