/** A forecast in few words: what stands behind a step's name, in its box of the graph, and in full in its hover. */
import { assertNever, type Explanation, type NodeExplanation } from '@orchion/domain';
import { formatGpus } from '../../amounts/gpus.ts';
import type { LiveNode, LiveValues } from '../live-values.ts';
import type { StepForecast } from './forecast.ts';

/** `→ tower · 1 × RTX 4090`, `waits: needs 24 GiB of VRAM, best is tower with 9.1 GiB free`, `cached: run 7`. '' says nothing. */
export function forecastWords(forecast: StepForecast, live: LiveValues | null): string {
  const { verdict, explanation, message } = forecast;
  switch (verdict) {
    case 'cached':
      return `cached${message === '' ? '' : `: ${message}`}`;
    case 'skipped':
      return `skipped${message === '' ? '' : `: ${message}`}`;
    case 'unknown':
      return message;
    case 'placed':
      return explanation === null ? '' : explanationWords(explanation, forecast, live);
    default:
      return assertNever(verdict, 'forecast verdict');
  }
}

function explanationWords(
  explanation: Explanation,
  { gpus, cells }: Pick<StepForecast, 'gpus' | 'cells'>,
  live: LiveValues | null,
): string {
  const times = cells === null || cells === 1 ? '' : `${cells} × `;
  switch (explanation.verdict) {
    case 'placed':
    case 'would_place': {
      const name = explanation.nodes.find(({ nodeId }) => nodeId === explanation.nodeId)?.nodeName ?? '';
      const node = live?.nodes.find((one) => one.name === name);
      const device = gpus === null ? '' : ` · ${deviceWords({ gpus, node })}`;
      return `→ ${times}${name}${device}`;
    }
    case 'waits': {
      const best = bestOf(explanation);
      return best === null ? `waits: ${explanation.summary}` : `waits: ${shortfall(best)}`;
    }
    case 'never': {
      const best = bestOf(explanation);
      return best === null ? `never: ${explanation.summary}` : `never: ${shortfall(best)}`;
    }
    case 'ended':
      return '';
    default:
      return assertNever(explanation.verdict, 'explanation verdict');
  }
}

/** The node that comes nearest: of those that may fit later, else of all. */
function bestOf({ nodes }: Explanation): NodeExplanation | null {
  return (
    nodes.find(({ verdict }) => verdict.kind === 'not_now') ??
    nodes.find(({ verdict }) => verdict.kind === 'never') ??
    null
  );
}

function shortfall({ nodeName, verdict }: NodeExplanation): string {
  if (verdict.kind === 'fits') return `${nodeName} is busy`;
  const { need, have, message } = verdict.reason;
  if (need === '' || have === '') return `${nodeName}: ${message}`;
  return `needs ${need}, best is ${nodeName} with ${have}`;
}

function deviceWords({ gpus, node }: { gpus: NonNullable<StepForecast['gpus']>; node: LiveNode | undefined }): string {
  const fitting = node?.gpus.find(
    ({ vendor, model, vramBytes }) =>
      (gpus.vendor === null || gpus.vendor === vendor) &&
      (gpus.model === null || model.toLowerCase().includes(gpus.model.toLowerCase())) &&
      vramBytes >= gpus.vramBytes,
  );
  if (fitting === undefined) return formatGpus(gpus);
  const amount = gpus.amount.kind === 'whole' ? String(gpus.amount.count) : String(gpus.amount.millis / 1000);
  return `${amount} × ${shortModel(fitting.model)}`;
}

/** `NVIDIA GeForce RTX 4090` is known as RTX 4090. */
export function shortModel(model: string): string {
  return model.replace(/^(?:NVIDIA|AMD|Intel|Apple)\s+/i, '').replace(/^(?:GeForce|Radeon|Arc)\s+(?=\S+\s|\S*\d)/i, '');
}

/** Every node with its reason, as a Markdown table. */
export function explanationTable({ summary, nodes, nodesOmitted }: Explanation): string {
  const rows = nodes.map(({ nodeName, verdict }) => {
    const [mark, reason] =
      verdict.kind === 'fits' ? ['fits', ''] : [verdict.kind === 'never' ? 'never' : 'not now', verdict.reason.message];
    return `| ${cell(nodeName)} | ${mark} | ${cell(reason)} |`;
  });
  const more = nodesOmitted === 0 ? [] : [`\n${nodesOmitted} more ${nodesOmitted === 1 ? 'node' : 'nodes'}`];
  if (rows.length === 0) return summary;
  return [summary, '', '| Node | | Why |', '| --- | --- | --- |', ...rows, ...more].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
