/** A forecast in few words: what stands behind a step's name, in its box of the graph and in its row of the plan. */
import { assertNever, type Explanation, type NodeExplanation } from '@orchion/domain';
import { formatGpus } from '../../amounts/gpus.ts';
import type { LiveNode, LiveValues } from '../live-values.ts';
import type { ForecastPart, StepForecast } from './forecast.ts';

/**
 * `→ tower · 1 × RTX 4090`, `waits: needs 24 GiB of VRAM, best is tower with 9.1 GiB free`, `cached: run 7`, and of many
 * cells `6 cells → tower 3, laptop 1 · 2 cached`. '' says nothing.
 */
export function forecastWords({ of, parts }: StepForecast, live: LiveValues | null): string {
  const [first] = parts;
  if (first === undefined) return '';
  if (parts.length === 1) return partWords(first, live);
  const placed = parts.filter((part) => fateOf(part) === 'placed');
  const clauses = [
    placed.length === 0 ? '' : `→ ${placesWords(placed, live)}`,
    ...otherFates.flatMap((fate) => {
      const those = parts.filter((part) => fateOf(part) === fate);
      const [one] = those;
      if (one === undefined) return [];
      const reason = fate === 'waits' || fate === 'never' ? `: ${reasonOf(one.explanation)}` : '';
      const many = those.length === parts.length ? fateWords[fate].all : `${those.length} ${fateWords[fate].some}`;
      return [`${many}${reason}`];
    }),
  ].filter((clause) => clause !== '');
  const [head = '', ...rest] = clauses;
  const between = placed.length === 0 ? ' · ' : ' ';
  return [`${parts.length} ${of === 'steps' ? 'steps' : 'cells'}${between}${head}`, ...rest].join(' · ');
}

/** What comes of a part, by the plan's word and, for a job that would be made, by its placement. */
export type Fate = 'placed' | 'waits' | 'never' | 'cached' | 'skipped' | 'fails' | 'unknown';

export function fateOf({ outlook, explanation }: Pick<ForecastPart, 'outlook' | 'explanation'>): Fate {
  if (outlook !== 'runs') return outlook;
  switch (explanation?.verdict) {
    case 'placed':
    case 'would_place':
      return 'placed';
    case 'waits':
    case 'never':
      return explanation.verdict;
    case 'ended':
    case undefined:
      return 'unknown';
  }
}

const otherFates = ['cached', 'waits', 'never', 'fails', 'skipped', 'unknown'] as const;

const fateWords: Readonly<Record<(typeof otherFates)[number], { readonly some: string; readonly all: string }>> = {
  cached: { some: 'cached', all: 'all cached' },
  waits: { some: 'wait', all: 'all wait' },
  never: { some: 'never run', all: 'none can run' },
  fails: { some: 'would fail', all: 'all would fail' },
  skipped: { some: 'skipped', all: 'all skipped' },
  unknown: { some: 'not known yet', all: 'not known yet' },
};

export function partWords(part: ForecastPart, live: LiveValues | null): string {
  const { message, explanation, resultOf } = part;
  const fate = fateOf(part);
  switch (fate) {
    case 'placed': {
      const devices = devicesOf(part, live);
      return `→ ${placeOf(explanation)}${devices === '' ? '' : ` · ${devices}`}`;
    }
    case 'waits':
    case 'never':
      return `${fate}: ${reasonOf(explanation)}`;
    case 'cached':
      return resultOf === '' ? 'cached' : `cached: ${resultOf}`;
    case 'skipped':
    case 'fails':
      return `${fate}: ${message}`;
    case 'unknown':
      return message;
    default:
      return assertNever(fate, 'fate');
  }
}

/** `tower 3, laptop 1`; without the figures where all go to one node. */
function placesWords(placed: readonly ForecastPart[], live: LiveValues | null): string {
  const byNode = [...Map.groupBy(placed, ({ explanation }) => placeOf(explanation))];
  const devices = new Set(placed.map((part) => devicesOf(part, live)));
  const [same = ''] = devices.size === 1 ? devices : [];
  const places = byNode
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([node, { length }]) => (byNode.length === 1 ? node : `${node} ${length}`));
  const shown =
    places.length > placesMax ? [...places.slice(0, placesMax), `${places.length - placesMax} more`] : places;
  return `${shown.join(', ')}${same === '' ? '' : ` · ${same}`}`;
}

const placesMax = 4;

function placeOf(explanation: Explanation | null): string {
  return explanation?.nodes.find(({ nodeId }) => nodeId === explanation.nodeId)?.nodeName ?? '';
}

function reasonOf(explanation: Explanation | null): string {
  if (explanation === null) return '';
  const best = bestOf(explanation);
  return best === null ? explanation.summary : shortfall(best);
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
  const { filter, need, have, message } = verdict.reason;
  switch (filter) {
    case 'node':
      return message;
    case 'eligibility':
    case 'liveness':
    case 'quarantine':
      // What the node is: 'is cordoned and takes no new work'.
      return `${nodeName} ${message}`;
    default:
      return need === '' || have === '' ? `${nodeName}: ${message}` : `needs ${need}, best is ${nodeName} with ${have}`;
  }
}

/** The devices as the node that it would go to calls them; '' where none are asked for. */
function devicesOf({ gpus, explanation }: ForecastPart, live: LiveValues | null): string {
  if (gpus === null) return '';
  const name = placeOf(explanation);
  return deviceWords({ gpus, node: live?.nodes.find((one) => one.name === name) });
}

function deviceWords({
  gpus,
  node,
}: {
  readonly gpus: NonNullable<ForecastPart['gpus']>;
  readonly node: LiveNode | undefined;
}): string {
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
