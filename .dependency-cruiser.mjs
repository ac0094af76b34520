// The dependency rules, made from the table in scripts/layers.json: change the table, not this file.
import { readFileSync } from 'node:fs';
import { cruiseOptions, rulesFromTable } from './scripts/layer-rules.ts';

const table = JSON.parse(readFileSync(new URL('scripts/layers.json', import.meta.url), 'utf8'));

export default { forbidden: rulesFromTable(table), options: cruiseOptions };
