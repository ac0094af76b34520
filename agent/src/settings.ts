/** The agent's settings, from its arguments and its environment. Tokens come by environment or file, never as arguments. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { limits, parseEndpoint, violationOfLabels, violationOfNodeName, type Endpoint } from '@orchion/domain';
import { exitCodes, StartupError } from './platform/startup-error.ts';

export interface Settings {
  readonly stateDir: string;
  readonly nodeName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly endpoint: Endpoint;
  /** Reads it anew each time. Throws a sentence for the operator. */
  readonly token: () => string;
  readonly spoolBytesMax: number;
  readonly diskReserveBytes: number;
  readonly contentCacheBytesMax: number;
  readonly logLevel: string;
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'];
const diskReserveBytesDefault = 64 * 1024 * 1024;

/** Throws `StartupError` with what is wrong and what would be right. */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { values } = parse(args);
  if (values['state-dir'] === undefined)
    wrong('--state-dir is missing: the directory where this agent keeps what it must know again.');
  const nodeName = values.name ?? defaultName();
  const wrongName = violationOfNodeName(nodeName);
  if (wrongName !== null) wrong(`--name: ${wrongName}`);
  const labels = labelsOf(values.label ?? []);
  const wrongLabels = violationOfLabels(labels);
  if (wrongLabels !== null) wrong(`--label: ${wrongLabels}`);
  if (env.ORCHION_URL === undefined)
    wrong('ORCHION_URL is not set: where the orchestrator is, for example unix:/path/to/socket.');
  const endpoint = parseEndpoint(env.ORCHION_URL);
  if (endpoint.kind === 'invalid') wrong(`ORCHION_URL: ${endpoint.message}`);
  const logLevel = env.ORCHION_LOG_LEVEL ?? 'info';
  if (!logLevels.includes(logLevel)) wrong(`ORCHION_LOG_LEVEL: ${logLevel} is none of ${logLevels.join(', ')}.`);
  return {
    stateDir: resolve(values['state-dir']),
    nodeName,
    labels,
    endpoint,
    token: tokenSource(env),
    spoolBytesMax: bytesOf(env, 'ORCHION_SPOOL_BYTES', limits.spoolBytesMax),
    diskReserveBytes: bytesOf(env, 'ORCHION_DISK_RESERVE_BYTES', diskReserveBytesDefault),
    contentCacheBytesMax: bytesOf(env, 'ORCHION_CONTENT_CACHE_BYTES', limits.contentCacheBytesMax),
    logLevel,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { 'state-dir': { type: 'string' }, name: { type: 'string' }, label: { type: 'string', multiple: true } },
    });
  } catch (error) {
    return wrong((error as Error).message);
  }
}

function labelsOf(pairs: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at <= 0) wrong(`--label ${JSON.stringify(pair.slice(0, 80))} is not of the form key=value.`);
    labels[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return labels;
}

/** A file may be rotated while the agent runs; a value in the environment cannot. */
function tokenSource(env: NodeJS.ProcessEnv): () => string {
  const { ORCHION_TOKEN: value, ORCHION_TOKEN_FILE: path } = env;
  if (value !== undefined && value !== '') return () => value;
  if (path === undefined || path === '')
    wrong('Neither ORCHION_TOKEN nor ORCHION_TOKEN_FILE is set: the agent needs a token.');
  return () => {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'error';
      throw new Error(`The token file ${path} cannot be read (${code}).`, { cause: error });
    }
  };
}

function bytesOf(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const bytes = Number(text);
  if (!Number.isSafeInteger(bytes) || bytes < 0)
    wrong(`${name}: ${JSON.stringify(text.slice(0, 40))} is not a whole number of bytes.`);
  return bytes;
}

/** The machine's name, as far as it can be a node's. */
function defaultName(): string {
  const name = hostname()
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  return name === '' ? 'node' : name.slice(0, limits.nameLengthMax);
}

function wrong(message: string): never {
  throw new StartupError(exitCodes.badConfiguration, message);
}
