/** Reads flags and environment by the table, and says of every wrong one what it is, what was given and what would be right. */
import type { ClusterSettings } from '../core/settings.ts';
import type { LogLevel } from '../telemetry/logger.ts';
import { settingTable, type SettingDefinition, type SettingKey } from './setting-table.ts';

export interface Settings {
  readonly dataDir: string;
  readonly socket: string | null;
  /** `127.0.0.1:PORT`, not yet parsed. */
  readonly listen: string | null;
  readonly infoFile: string | null;
  readonly cluster: ClusterSettings;
  readonly retentionMs: number;
  readonly content: { readonly quotaBytes: number; readonly freeBytesMin: number; readonly graceMs: number };
  readonly logLevel: LogLevel;
  readonly otlpEndpoint: string | null;
}

export type SettingsAnswer =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SettingsAnswer {
  const problems: string[] = [];
  const flags = readFlags(args, problems);
  const textOf = (key: SettingKey): string | null => {
    const definition: SettingDefinition = settingTable[key];
    const given = isFlag(definition.name) ? flags.get(definition.name) : env[definition.name];
    // An empty variable is one that was not set: shells make such.
    return given === undefined || given === '' ? definition.default : given;
  };
  const wholeOf = (key: SettingKey): number => {
    const { name, value }: SettingDefinition = settingTable[key];
    const given = textOf(key) ?? '';
    const { min, max } = value.kind === 'ms' || value.kind === 'bytes' ? value : { min: 0, max: 0 };
    const whole = /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
    if (whole >= min && whole <= max) return whole;
    const unit = value.kind === 'bytes' ? 'bytes' : 'milliseconds';
    problems.push(`${name} is ${shown(given)}; it must be whole ${unit} from ${min} to ${max}`);
    return min;
  };
  const oneOf = <T extends string>(key: SettingKey, values: readonly T[]): T | null => {
    const given = textOf(key) ?? '';
    const found = values.find((value) => value === given);
    if (found !== undefined) return found;
    problems.push(`${settingTable[key].name} is ${shown(given)}; it must be one of ${values.join(', ')}`);
    return null;
  };

  const dataDir = textOf('dataDir');
  const socket = textOf('socket');
  const listen = textOf('listen');
  if (dataDir === null) problems.push('--data-dir is missing; name the directory of the orchestrator’s data');
  if (socket === null && listen === null) problems.push('--socket is missing; name the socket to listen on');
  const settings: Settings = {
    dataDir: dataDir ?? '',
    socket,
    listen,
    infoFile: textOf('infoFile'),
    cluster: {
      heartbeatIntervalMs: wholeOf('heartbeatMs'),
      leaseMs: wholeOf('leaseMs'),
      lostAfterMs: wholeOf('lostAfterMs'),
    },
    retentionMs: wholeOf('retentionMs'),
    content: {
      quotaBytes: wholeOf('contentQuotaBytes'),
      freeBytesMin: wholeOf('contentFreeBytesMin'),
      graceMs: wholeOf('contentGraceMs'),
    },
    logLevel: oneOf('logLevel', settingTable.logLevel.value.values) ?? 'info',
    otlpEndpoint: textOf('otlpEndpoint'),
  };
  if (settings.otlpEndpoint !== null && !/^https?:\/\/[^\s/]/.test(settings.otlpEndpoint)) {
    problems.push(
      `OTEL_EXPORTER_OTLP_ENDPOINT is ${shown(settings.otlpEndpoint)}; it must be a URL, for example http://127.0.0.1:4318`,
    );
  }
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'settings', settings };
}

/** `--name value` and `--name=value`, each once. */
function readFlags(args: readonly string[], problems: string[]): ReadonlyMap<string, string> {
  const known = Object.values(settingTable)
    .map(({ name }) => name)
    .filter(isFlag);
  const flags = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const [name = '', joined] = (args[i] ?? '').split(/=(.*)/s, 2);
    if (!known.some((flag) => flag === name)) {
      problems.push(`${shown(name)} is no flag; there are: ${known.join(', ')}`);
      continue;
    }
    const value = joined ?? args[++i];
    if (value === undefined || value === '' || (joined === undefined && isFlag(value)))
      problems.push(`${name} needs a value`);
    else if (flags.has(name)) problems.push(`${name} is given twice`);
    else flags.set(name, value);
  }
  return flags;
}

function isFlag(name: string): boolean {
  return name.startsWith('--');
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
