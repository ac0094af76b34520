// Writes docs/cli.md from the command tree and the shapes of its JSON: `node scripts/cli-page.ts FILE`.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { cliPage } from '../cli/src/cli-page.ts';

const [, , file = 'docs/cli.md'] = process.argv;
const shapes = readFileSync(join(import.meta.dirname, '..', 'cli', 'src', 'shapes.ts'), 'utf8');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, await format(cliPage(shapes), { parser: 'markdown', printWidth: 120, singleQuote: true }));
