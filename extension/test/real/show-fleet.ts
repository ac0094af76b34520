/** The fleet that pictures show: four machines as a person may own them, and a day's jobs on them. */
import { joinFleet, type Fleet, type Machine, type OrchionHome, type Performance } from '@orchion/editor-harness';

const plain = { labels: {}, os: 'linux', gpus: [] } as const;
const nvidia = { vendor: 'nvidia', model: 'NVIDIA GeForce RTX 4090', vramGib: 24 } as const;

const machines: readonly Machine[] = [
  {
    ...plain,
    name: 'tower',
    cpuModel: 'AMD Ryzen 9 9950X',
    cores: 32,
    memoryGib: 128,
    gpus: [nvidia, nvidia],
    labels: { room: 'lab' },
    busy: 0.62,
  },
  {
    ...plain,
    name: 'studio',
    cpuModel: 'Apple M4 Max',
    cores: 16,
    memoryGib: 64,
    os: 'darwin',
    gpus: [{ vendor: 'apple', model: 'Apple M4 Max', vramGib: 48 }],
    busy: 0.31,
  },
  { ...plain, name: 'laptop', cpuModel: 'Intel Core Ultra 7', cores: 16, memoryGib: 32, busy: 0.18 },
  { ...plain, name: 'pi', cpuModel: 'Cortex-A76', cores: 4, memoryGib: 8, busy: 0.09 },
];

const dim = '\u001b[2m';
const green = '\u001b[32m';
const cyan = '\u001b[36m';
const off = '\u001b[0m';

const epochs = Array.from({ length: 9 }, (_, index) => {
  const loss = (2.4 * 0.86 ** index).toFixed(4);
  return `${dim}12:0${index}:31${off} ${cyan}epoch ${index + 1}/20${off}  loss ${loss}  ${green}${(1840 + index * 7).toString()} tokens/s${off}`;
});
const training = [`${dim}12:00:02${off} loading data/chats.jsonl: 48,211 examples`, ...epochs, ''].join('\n');

const serving = [
  'INFO  main.py:12 model llama-3.1-8b is loaded, 4.9 GiB of VRAM',
  'INFO  main.py:31 listening on /run/model.sock',
  'WARN  batch.py:88 a request of 9,412 tokens was cut to 8,192',
  'INFO  batch.py:64 24 requests, 1,904 tokens/s',
  'ERROR batch.py:97 a client went away in the middle of its answer',
  'INFO  batch.py:64 31 requests, 2,011 tokens/s',
  '',
].join('\n');

/** A pipeline that is in its middle on that fleet: one step has ended, two cells run, the rest waits. */
export const pipelineFile = 'train.orchion.yaml';
export const pipeline = `apiVersion: orchion/v1
name: train
steps:
  data:
    node: laptop
    run: python data.py
  train:
    needs: [data]
    node: laptop
    matrix:
      model: [small, base]
    env:
      MODEL: \${{ matrix.model }}
    run: python train.py
  evaluate:
    needs: [train]
    resources: { cpu: 2 }
    run: python evaluate.py
  publish:
    needs: [evaluate]
    if: success()
    run: python publish.py
  report:
    needs: [data]
    node: pi
    run: python report.py
`;

/** Each job's part, by its name; a step's is that of its key. */
const parts: Readonly<Record<string, Performance>> = {
  finetune: { output: training, exitCode: null },
  serve: { output: serving, exitCode: null },
  'train[0]': { output: 'epoch 1/20\n', exitCode: null },
  'train[1]': { output: 'epoch 1/20\n', exitCode: null },
  transcribe: { output: 'interview-04.wav\n', exitCode: null },
  embed: { output: 'embedded 12,408 pages\n', exitCode: 0 },
  evaluate: { output: 'accuracy 0.91\n', exitCode: 0 },
  convert: { output: 'Traceback: no such file: model.gguf\n', exitCode: 2 },
};

export async function showFleet(home: OrchionHome): Promise<Fleet> {
  home.cli('up', '--detach', '--no-agent');
  const play = (launch: { readonly spec: { readonly name: string } }): Performance =>
    parts[launch.spec.name.split('/').at(-1) ?? ''] ?? { output: '', exitCode: 0 };
  const fleet = await joinFleet({ socket: home.socket, token: home.token('agent'), machines, play });
  const submit = (name: string, ...needs: readonly string[]): void => {
    home.cli('submit', '--name', name, ...needs, '--', 'python', `${name}.py`);
  };
  submit('embed', '--node', 'laptop', '--memory', '2GiB');
  submit('convert', '--node', 'pi');
  submit('evaluate', '--gpus', '1', '--node', 'studio');
  submit('finetune', '--gpus', '2', '--vram', '20GiB', '--cpu', '8', '--memory', '48GiB');
  submit('transcribe', '--cpu', '4', '--node', 'studio');
  submit('serve', '--cpu', '2', '--node', 'laptop');
  submit('finetune-next', '--gpus', '1', '--gpu-model', '4090');
  return fleet;
}
