/** Words that people bring from other tools, and how the same thing is said here. */
import type { FieldPath } from '../words/field-path.ts';
import type { LanguageWords } from '../sentences.ts';

const topHints: Readonly<Partial<Record<string, string>>> = {
  args: 'write the program and its arguments as one list, "command"',
  cmd: 'write "command" (a list) or "run" (a shell line)',
  entrypoint: 'write "command" (a list)',
  script: 'write "run" (a shell line)',
  shell: 'a shell line goes into "run"',
  cwd: 'write "working-directory"',
  workdir: 'write "working-directory"',
  environment: 'write "env"',
  'env-file': 'write the variables into "env"',
  cpu: 'write it under "resources"',
  cpus: 'write "cpu" under "resources"',
  memory: 'write it under "resources"',
  disk: 'write it under "resources"',
  gpu: 'write "gpus" under "resources"',
  gpus: 'write it under "resources"',
  custom: 'write it under "resources"',
  'timeout-minutes': 'write "timeout", for example 10m',
  'node-selector': 'write "labels"',
  'runs-on': 'write "labels" or "node"',
  container: 'write "image"',
  'pull-policy': 'write "pull" in "image": { name: ..., pull: ... }',
  user: 'write it in "image": { name: ..., user: ... }',
  network: 'write it in "image": { name: ..., network: ... }',
  metadata: 'name and labels stand at the top of the file',
  spec: 'the fields stand at the top of the file, not under "spec"',
  steps: 'a job is one command; give "run" (a shell line) or "command" (a list)',
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
};

export const jobWords: LanguageWords = {
  hintFor,
  oneOf: (given, path) =>
    given.length === 0
      ? {
          path,
          code: 'exclusive-fields',
          message: 'says nothing to run; give "run" (a shell line), "command" (a list) or "image" (a container)',
          at: 'key',
          wouldHelp: ['run', 'command', 'image'],
        }
      : {
          path: ['command'],
          code: 'exclusive-fields',
          message: 'both "run" and "command" are given; keep one of them',
          at: 'key',
        },
  // No map of a job file has a rule for its names that the domain does not check.
  wrongName: (name) => `${JSON.stringify(name)} is no name`,
};

function hintFor(field: string, path: FieldPath): string | null {
  const key = field
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  const hints = path.length === 0 ? topHints : path.length === 1 && path[0] === 'resources' ? resourceHints : {};
  return Object.hasOwn(hints, key) ? (hints[key] ?? null) : null;
}
