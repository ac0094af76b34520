/** What a job needs, in one line as people type it: `cpu=2 memory=4GiB gpus=1 timeout=10m`. */
import type { JobSpec } from '@orchion/domain';
import { parseBytes, parseCpu, parseDuration, parseGpus, type Parsed } from '@orchion/schemas';
import type { Say } from '../../../cluster/say.ts';

export const needsNames = ['cpu', 'memory', 'disk', 'gpus', 'vram', 'timeout', 'priority', 'retries'] as const;
type NeedsName = (typeof needsNames)[number];

/** The spec with these needs, or a sentence that says what is wrong. Empty text changes nothing. */
export function withNeeds(spec: JobSpec, text: string, say: Say): Parsed<JobSpec> {
  let current = spec;
  for (const entry of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [name = '', ...rest] = entry.split('=');
    const value = rest.join('=');
    if (!isNeedsName(name) || value === '') {
      return {
        problem: say(
          '{0} is no need; write for example "{1}". There are: {2}',
          JSON.stringify(entry),
          // eslint-disable-next-line orchion/said-words -- an example, in the words that are read
          'cpu=2 memory=4GiB gpus=1',
          needsNames.join(', '),
        ),
      };
    }
    const next = withNeed(current, name, value, say);
    if ('problem' in next) return { problem: `${name}: ${next.problem}` };
    current = next.value;
  }
  return { value: current };
}

function withNeed(spec: JobSpec, name: NeedsName, text: string, say: Say): Parsed<JobSpec> {
  const { resources } = spec;
  const with_ = <T>(parsed: Parsed<T>, put: (value: T) => JobSpec): Parsed<JobSpec> =>
    'problem' in parsed ? parsed : { value: put(parsed.value) };
  const gpus = resources.gpus ?? { amount: { kind: 'whole', count: 1 }, vendor: null, model: null, vramBytes: 0 };
  switch (name) {
    case 'cpu':
      return with_(parseCpu(text), (cpuMillis) => ({ ...spec, resources: { ...resources, cpuMillis } }));
    case 'memory':
      return with_(parseBytes(text), (memoryBytes) => ({ ...spec, resources: { ...resources, memoryBytes } }));
    case 'disk':
      return with_(parseBytes(text), (diskBytes) => ({ ...spec, resources: { ...resources, diskBytes } }));
    case 'gpus':
      return with_(parseGpus(text), (amount) => {
        return { ...spec, resources: { ...resources, gpus: amount === null ? null : { ...gpus, amount } } };
      });
    case 'vram':
      return with_(parseBytes(text), (vramBytes) => ({
        ...spec,
        resources: { ...resources, gpus: { ...gpus, vramBytes } },
      }));
    case 'timeout':
      return with_(parseDuration(text), (timeoutMs) => ({ ...spec, timeoutMs }));
    case 'priority':
      return with_(wholeNumber(text, say), (priority) => ({ ...spec, priority }));
    case 'retries':
      return with_(wholeNumber(text, say), (retriesMax) => ({ ...spec, retry: { ...spec.retry, retriesMax } }));
  }
}

function wholeNumber(text: string, say: Say): Parsed<number> {
  return /^-?\d{1,6}$/.test(text)
    ? { value: Number(text) }
    : { problem: say('{0} is no whole number', JSON.stringify(text)) };
}

function isNeedsName(name: string): name is NeedsName {
  // Widened, since the question is just whether the name is one of them.
  const names: readonly string[] = needsNames;
  return names.includes(name);
}
