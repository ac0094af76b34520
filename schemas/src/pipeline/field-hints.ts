/** Words that people bring from other tools, and how the same thing is said in a pipeline. */
import type { FieldPath } from '../words/field-path.ts';
import type { LanguageWords } from '../sentences.ts';

const topHints: Readonly<Partial<Record<string, string>>> = {
  jobs: 'write "steps": a map of steps by name, each of which runs where there is room for it',
  stages: 'write "steps"; what must come first is said by "needs"',
  tasks: 'write "steps"',
  pipeline: 'the fields stand at the top of the file',
  spec: 'the fields stand at the top of the file',
  metadata: 'the name stands at the top of the file',
  parameters: 'write "inputs"',
  params: 'write "inputs"',
  variables: 'write "env" for environment variables, or "inputs" for what is asked for at the start',
  permissions: 'steps have the rights of who starts the run; there is nothing to write here',
  'run-name': 'write "name"',
  triggers: 'write "on"',
  schedule: 'it stands under "on"',
  always: 'write "finally"',
  run: 'it belongs to a step: write it under "steps"',
};

const stepHints: Readonly<Partial<Record<string, string>>> = {
  'runs-on': 'write "labels" or "node"; without them any node with room runs it',
  'timeout-minutes': 'write "timeout", for example 10m',
  strategy: 'write "matrix" right under the step; fail-fast and max-parallel stand in it',
  steps: 'a step is one command; several commands are lines of "run", or steps of their own',
  with: 'write "inputs"',
  args: 'write the program and its arguments as one list, "command"',
  script: 'write "run"',
  shell: 'lines are run by sh; for another shell write "command": [bash, -c, ...]',
  container: 'write "image" beside "run" or "command"',
  'pull-policy': 'write "pull" in "image": { name: ..., pull: ... }',
  user: 'write it in "image": { name: ..., user: ... }',
  network: 'write it in "image": { name: ..., network: ... }',
  services: 'containers beside a step are not run; start what it needs in a step of its own',
  environment: 'write "env"',
  id: 'the key of the step is its id',
  'depends-on': 'write "needs"',
  depends: 'write "needs"',
  when: 'write "if"',
  condition: 'write "if"',
  'allow-failure': 'write "continue-on-error"',
  retry: 'write "retries"',
  'retry-on': 'write "exit-codes" under "retries"',
  cwd: 'write "working-directory"',
  workdir: 'write "working-directory"',
  cpu: 'write it under "resources"',
  memory: 'write it under "resources"',
  disk: 'write it under "resources"',
  gpu: 'write "gpus" under "resources"',
  gpus: 'write it under "resources"',
  parallel: 'write "max-parallel" under "matrix"',
  'fail-fast': 'write it under "matrix"',
  'max-parallel': 'write it under "matrix"',
  concurrency: 'it stands at the top of the file; for cells of a matrix write "max-parallel" there',
  permissions: 'steps have the rights of who starts the run; there is nothing to write here',
  secrets: 'secrets are not available yet',
};

const resourceHints: Readonly<Partial<Record<string, string>>> = {
  cpus: 'write "cpu"',
  cores: 'write "cpu"',
  gpu: 'write "gpus"',
  mem: 'write "memory"',
  ram: 'write "memory"',
  vram: 'write it under "gpus"',
  storage: 'write "disk"',
  limits: 'the amounts stand right under "resources"',
  requests: 'the amounts stand right under "resources"',
  labels: 'write "labels" beside "resources"',
};

const byName: Readonly<Partial<Record<string, Readonly<Partial<Record<string, string>>>>>> = {
  resources: resourceHints,
  defaults: { ...stepHints, run: 'GitHub’s defaults.run fields stand right under "defaults"' },
  cache: { path: 'write "paths"', 'fail-on-cache-miss': 'a miss is no failure: the step runs' },
  artifacts: {
    upload: 'write "leave"',
    download: 'write "fetch"',
    save: 'write "leave"',
    paths: 'name each artifact: leave: { NAME: PATH }',
  },
  retries: {
    'retry-on': 'write "exit-codes"',
    max: 'write "count"',
    limit: 'write "count"',
    attempts: 'write "count"',
  },
  on: {
    workflow_dispatch: 'write "manual"; its inputs stand at the top of the file',
    workflow_call: 'every pipeline can be used by others; its inputs and outputs stand at the top of the file',
    push: 'runs are started by a person; "schedule" and "webhook" have their place and are not built yet',
    pull_request: 'runs are started by a person; "schedule" and "webhook" have their place and are not built yet',
  },
};

function hintFor(field: string, path: FieldPath): string | null {
  const key = field
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  const isStep = path.length === 2 && (path[0] === 'steps' || path[0] === 'finally');
  const hints = path.length === 0 ? topHints : isStep ? stepHints : (byName[String(path.at(-1))] ?? {});
  // Some of the words are written with _ where they come from.
  return [key, field].map((word) => (Object.hasOwn(hints, word) ? hints[word] : undefined)).find(Boolean) ?? null;
}

export const pipelineWords: LanguageWords = {
  hintFor,
  oneOf: (given, path) => {
    if (given.length === 0) {
      const message =
        'says nothing to run; give "run" (shell lines), "command" (a list), "image" (a container) or "uses" (another pipeline)';
      return { path, code: 'exclusive-fields', message, at: 'key', wouldHelp: ['run', 'command', 'image', 'uses'] };
    }
    // An image beside a command is what that runs in.
    const hasCommand = given.includes('run') || given.includes('command');
    const [first = '', ...rest] = hasCommand ? given.filter((field) => field !== 'image') : given;
    const others = rest.map((field) => `"${field}"`);
    const message = `"${first}"${others
      .slice(0, -1)
      .map((field) => `, ${field}`)
      .join('')} and ${others.at(-1) ?? ''} are given; keep one of them`;
    return { path: [...path, rest[0] ?? first], code: 'exclusive-fields', message, at: 'key' };
  },
  wrongName: (name) =>
    `${JSON.stringify(name.slice(0, 40))} is no name here: a letter or _ first, then letters, digits, - and _, at most 100`,
};
