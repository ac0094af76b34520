/** docs/metrics.md, written from the catalogue. */
import { entriesOfCatalogue } from './metric-registry.ts';

export function metricsPage(): string {
  const rows = entriesOfCatalogue().map(([name, { type, help, labels }]) => {
    const shown = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${type} | ${shown} | ${help} |`;
  });
  return [
    '# Metrics',
    '',
    '<!-- Written from orchestrator/src/telemetry/metric-catalogue.ts by `npm run generate`. -->',
    '',
    'The orchestrator serves these at `/metrics` in the text format of Prometheus, to callers with a token that may read.',
    'Times are in seconds, sizes in bytes. The figures of the process itself (`process_*`, `nodejs_*`) come with them.',
    '',
    '| metric | type | labels | what it tells |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
