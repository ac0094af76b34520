// Writes docs/metrics.md from the catalogue of metrics: `node scripts/metrics-page.ts FILE`.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format } from 'prettier';
import { metricsPage } from '../orchestrator/src/telemetry/metrics-page.ts';

const [, , file = 'docs/metrics.md'] = process.argv;
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, await format(metricsPage(), { parser: 'markdown', printWidth: 120 }));
