/**
 * What the cluster has at this moment, given by whoever asks: names to complete with. Absent where nothing is connected; then
 * the service offers what the file and the schema know, and complains about nothing that it cannot check.
 */
export interface LiveValues {
  readonly nodes: readonly LiveNode[];
  readonly images: readonly string[];
  readonly models: readonly string[];
}

export interface LiveNode {
  readonly name: string;
  /** One line for people: 'linux · 16 cores · 1 × RTX 4090 · ready'. */
  readonly summary: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly gpus: readonly { readonly vendor: string; readonly model: string; readonly vramBytes: number }[];
  /** Counters that the node has. */
  readonly custom: readonly string[];
}

/** Everything around a file that its text does not say. */
export interface Surroundings {
  readonly live: LiveValues | null;
  /** Pipeline files nearby, as this file would name them: './lib/train.orchion.yaml'. */
  readonly pipelineFiles: readonly string[];
  /** The text of a pipeline file, by its path from this file's folder ('lib/train.orchion.yaml'); null where there is none. */
  readonly readUsed: (path: string) => string | null;
}

export const nothingAround: Surroundings = { live: null, pipelineFiles: [], readUsed: () => null };

export interface Suggestion {
  readonly value: string;
  readonly detail: string;
}

/** Node labels by name, each with its values and how many nodes have them. */
export function liveLabels({ nodes }: LiveValues): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const labels = new Map<string, Map<string, number>>();
  for (const node of nodes) {
    for (const [name, value] of Object.entries(node.labels)) {
      const values = labels.get(name) ?? new Map<string, number>();
      labels.set(name, values.set(value, (values.get(value) ?? 0) + 1));
    }
  }
  return labels;
}

/** GPU models or vendors, each once, with the nodes that have them. */
export function liveGpus({ nodes }: LiveValues, part: 'model' | 'vendor'): readonly Suggestion[] {
  const owners = new Map<string, Set<string>>();
  for (const { name, gpus } of nodes) {
    for (const gpu of gpus) owners.set(gpu[part], (owners.get(gpu[part]) ?? new Set()).add(name));
  }
  return [...owners].map(([value, names]) => ({ value, detail: `on ${[...names].join(', ')}` }));
}
