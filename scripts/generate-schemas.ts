// Writes the published JSON Schemas and their validators below the folder given as argument: one self-contained ES module
// each, so that neither ajv nor `eval` is needed where files are checked (an editor's webview forbids it).

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { languages, validatorSourceOf } from '@orchion/schemas/compile';

const out = process.argv[2];
if (out === undefined) throw new Error('usage: generate-schemas.ts OUT');
const folder = join(out, 'schemas/generated');
mkdirSync(folder, { recursive: true });

for (const { name, schema } of languages) {
  writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
  await writeValidator(validatorSourceOf(schema), `validate-${name}`);
}

async function writeValidator(source: string, name: string): Promise<void> {
  await build({
    stdin: { contents: source, resolveDir: join(dirname(import.meta.dirname), 'schemas'), loader: 'js' },
    outfile: join(folder, `${name}.js`),
    bundle: true,
    format: 'esm',
    target: 'es2024',
    platform: 'neutral',
    // Ajv's parts are CommonJS packages, which a neutral platform does not look for by itself.
    mainFields: ['main'],
    minifySyntax: true,
    banner: { js: '// Made by `npm run generate` from schemas/src; never edited.' },
    logLevel: 'warning',
  });
  writeFileSync(
    join(folder, `${name}.d.ts`),
    `// Made by \`npm run generate\` from schemas/src; never edited.
import type { ErrorObject } from 'ajv';

/** True for a valid value; else \`errors\` says what is wrong, until the next call. */
declare const validate: {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
};
export default validate;
`,
  );
}
