// Writes docs/settings.md: `node scripts/settings-page.ts FILE`. The orchestrator's part comes from its table of settings.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { limits } from '../domain/src/index.ts';
import { settingTable, type SettingDefinition } from '../orchestrator/src/config/setting-table.ts';

interface Row {
  readonly name: string;
  readonly help: string;
  readonly default: string;
}

/** What clients and agents read; a test holds this against what the sources name. */
const everywhere: readonly Row[] = [
  {
    name: 'ORCHION_HOME',
    help: 'Moves everything that Orchion keeps below this directory, so that several can live side by side.',
    default: 'the platform’s places',
  },
  {
    name: 'ORCHION_URL',
    help: 'Where the orchestrator is: `unix:/path/to/socket`, `http://127.0.0.1:7420`, `https://host:port`.',
    default: 'the local one',
  },
  {
    name: 'ORCHION_TOKEN',
    help: 'The token for that orchestrator. Prefer the file: an environment is inherited.',
    default: 'none',
  },
  { name: 'ORCHION_TOKEN_FILE', help: 'A file (mode 0600) that holds the token.', default: 'the local one’s' },
  {
    name: 'ORCHION_DEBUG',
    help: 'Set: the CLI shows where in its code an unexpected error came from.',
    default: 'not set',
  },
  { name: 'NO_COLOR', help: 'Set: no colours on a terminal.', default: 'not set' },
];

const agent: readonly Row[] = [
  {
    name: 'ORCHION_SPOOL_BYTES',
    help: 'Log bytes of all attempts together that the agent keeps while the orchestrator has not taken them; beyond it the largest spools lose bytes, told as gaps.',
    default: String(limits.spoolBytesMax),
  },
  {
    name: 'ORCHION_CONTENT_CACHE_BYTES',
    help: 'How much of the files that jobs were given the node keeps, for the next job that is given them.',
    default: String(limits.contentCacheBytesMax),
  },
  {
    name: 'ORCHION_DISK_RESERVE_BYTES',
    help: 'With less than this free where jobs work, the agent refuses new attempts.',
    default: String(64 * 1024 * 1024),
  },
  { name: 'ORCHION_LOG_LEVEL', help: 'What the agent logs: debug, info, warn, error, silent.', default: 'info' },
];

/** What a command finds in its environment, besides a small base (PATH, HOME, LANG ...) and its own `env`. */
const commands: readonly Row[] = [
  { name: 'ORCHION_JOB_ID', help: 'The job’s id.', default: 'always' },
  { name: 'ORCHION_ATTEMPT', help: 'The attempt’s number.', default: 'always' },
  {
    name: 'ORCHION_FENCE',
    help: 'The same number, for others to refuse an older attempt by: it only grows.',
    default: 'always',
  },
  {
    name: 'ORCHION_IDEMPOTENCY_KEY',
    help: 'The same over all attempts of a job: for others to notice a repeated effect by.',
    default: 'always',
  },
  { name: 'ORCHION_NODE', help: 'The node’s name.', default: 'always' },
  {
    name: 'ORCHION_WORKSPACE',
    help: 'The job’s private folder, where the files are that it was given.',
    default: 'with files',
  },
  {
    name: 'ORCHION_OUTPUT',
    help: 'A file: what a step writes to it as `name=value` is its outputs.',
    default: 'in a run',
  },
  { name: 'ORCHION_RUN_ID', help: 'The id of the run that the job is a step of.', default: 'in a run' },
  {
    name: 'ORCHION_STEP',
    help: 'The step’s key: `train`, or `train[3]` for a cell of its matrix.',
    default: 'in a run',
  },
  {
    name: 'CUDA_VISIBLE_DEVICES',
    help: 'The NVIDIA GPUs that were allocated, none if none were; with CUDA_DEVICE_ORDER. AMD has its own variable.',
    default: 'always',
  },
];

/** The page as Markdown. */
export function settingsPage(): string {
  // The table is a const object; its values are all of the one shape.
  const orchestrator: readonly SettingDefinition[] = Object.values(settingTable);
  const rows = orchestrator.map(({ name, help, default: value }) => ({ name, help, default: value ?? 'none' }));
  return [
    '# Settings',
    '',
    'Nothing needs to be set. Periods are in milliseconds, sizes in bytes; a wrong value stops the start and says what would be right. This page is generated.',
    '',
    '## Clients and agents',
    '',
    table(everywhere),
    '',
    '## The orchestrator',
    '',
    'Flags come from whoever starts the process (`orchion up`), variables from the environment.',
    '',
    table(rows),
    '',
    '## The agent',
    '',
    table(agent),
    '',
    '## What a command sees',
    '',
    table(commands, 'Set'),
    '',
  ].join('\n');
}

function table(rows: readonly Row[], last = 'Default'): string {
  const lines = rows.map((row) => `| \`${row.name}\` | ${row.help} | ${row.default} |`);
  return [`| Name | What | ${last} |`, '|---|---|---|', ...lines].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file = 'docs/settings.md'] = process.argv;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await format(settingsPage(), { parser: 'markdown', printWidth: 120 }));
}
