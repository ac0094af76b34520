/** A forecast in full, as Markdown: every cell with what comes of it, every node with its reason. */
import type { Explanation } from '@orchion/domain';
import type { LiveValues } from '../live-values.ts';
import type { ForecastPart, StepForecast } from './forecast.ts';
import { partWords } from './forecast-words.ts';

/** More would be read in the plan. */
const partsMax = 16;
const explanationsMax = 3;

/** What a step's hover adds; '' says nothing. */
export function forecastHover({ of, parts }: StepForecast, live: LiveValues | null): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return partHover(only);
  const rows = parts
    .slice(0, partsMax)
    .map((part) => `| ${markdownText(partName(part))} | ${markdownText(partWords(part, live))} |`);
  const more = parts.length > partsMax ? [`\n${parts.length - partsMax} more in the plan`] : [];
  const head = of === 'steps' ? '| Step | Would |' : '| Cell | Would |';
  const table = [head, '| --- | --- |', ...rows, ...more].join('\n');
  // Like parts share one explanation.
  const asked = new Set(parts.flatMap(({ explanation }) => explanation ?? []));
  return [table, ...[...asked].slice(0, explanationsMax).map(explanationTable)].join('\n\n');
}

function partHover({ outlook, message, explanation, resultOf }: ForecastPart): string {
  if (explanation !== null) return explanationTable(explanation);
  return outlook === 'cached' && resultOf !== '' ? `The result of ${resultOf} would be used again.` : message;
}

/** `size=small, seed=3`, or the step's key within the pipeline that is used. */
function partName({ key, cell: values }: Pick<ForecastPart, 'key' | 'cell'>): string {
  const [, inner] = /\/(.+)$/s.exec(key) ?? [];
  if (inner !== undefined) return inner;
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return key;
  return entries
    .map(([axis, value]) => `${axis}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

/** Every node with its reason, as Markdown. */
export function explanationTable({ summary, nodes, nodesOmitted }: Explanation): string {
  const rows = nodes.map(({ nodeName, verdict }) => {
    const [mark, reason] =
      verdict.kind === 'fits' ? ['fits', ''] : [verdict.kind === 'never' ? 'never' : 'not now', verdict.reason.message];
    return `| ${markdownText(nodeName)} | ${mark} | ${markdownText(reason)} |`;
  });
  const more = nodesOmitted === 0 ? [] : [`\n${nodesOmitted} more ${nodesOmitted === 1 ? 'node' : 'nodes'}`];
  if (rows.length === 0) return markdownText(summary);
  return [markdownText(summary), '', '| Node | | Why |', '| --- | --- | --- |', ...rows, ...more].join('\n');
}

/** Messages and names are text, whatever they look like; in a table's cell they stay on its line. */
export function markdownText(text: string): string {
  return text.replace(/[\\|<>[\]`*_~]/g, '\\$&').replaceAll('\n', ' ');
}
