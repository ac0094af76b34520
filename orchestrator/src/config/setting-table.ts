/**
 * Everything that the orchestrator process can be told, as data: flags from whoever starts it, variables from the
 * environment. What is not here has no effect. docs/settings.md can be made from it.
 */
import { limits } from '@orchion/domain';
import { logLevels } from '../telemetry/logger.ts';

type SettingKind =
  | { readonly kind: 'text' }
  /** Whole milliseconds within bounds. */
  | { readonly kind: 'ms'; readonly min: number; readonly max: number }
  | { readonly kind: 'bytes'; readonly min: number; readonly max: number }
  | { readonly kind: 'one_of'; readonly values: readonly string[] };

export interface SettingDefinition {
  /** `--data-dir` or `ORCHION_LEASE_MS`. */
  readonly name: string;
  readonly value: SettingKind;
  /** As text; null: none. */
  readonly default: string | null;
  /** One sentence. */
  readonly help: string;
}

const day = 24 * 60 * 60 * 1000;
const text: SettingKind = { kind: 'text' };

export const settingTable = {
  dataDir: {
    name: '--data-dir',
    value: text,
    default: null,
    help: 'Directory of the database, the logs and the tokens; made where it is missing, for its owner only.',
  },
  socket: {
    name: '--socket',
    value: text,
    default: null,
    help: 'Path of the unix socket (on Windows of the named pipe) to listen on.',
  },
  listen: {
    name: '--listen',
    value: text,
    default: null,
    help: 'Loopback address to listen on besides: 127.0.0.1:PORT; port 0 takes a free one.',
  },
  infoFile: {
    name: '--info-file',
    value: text,
    default: null,
    help: 'File to say in where this process is, while it runs.',
  },
  heartbeatMs: {
    name: 'ORCHION_HEARTBEAT_MS',
    value: { kind: 'ms', min: 10, max: day },
    default: String(limits.heartbeatIntervalMs),
    help: 'How often agents report; stretched in large fleets, never beyond a third of the lease.',
  },
  leaseMs: {
    name: 'ORCHION_LEASE_MS',
    value: { kind: 'ms', min: 30, max: day },
    default: String(limits.leaseMs),
    help: 'Silence after which a node is unreachable and its right to run ends.',
  },
  lostAfterMs: {
    name: 'ORCHION_LOST_AFTER_MS',
    value: { kind: 'ms', min: 0, max: 365 * day },
    default: String(limits.lostAfterMs),
    help: 'Further silence after which an unreachable node is given up.',
  },
  retentionMs: {
    name: 'ORCHION_RETENTION_MS',
    value: { kind: 'ms', min: 0, max: 3650 * day },
    default: String(limits.retentionMs),
    help: 'How long finished jobs and their logs are kept.',
  },
  contentQuotaBytes: {
    name: 'ORCHION_CONTENT_QUOTA_BYTES',
    value: { kind: 'bytes', min: 0, max: Number.MAX_SAFE_INTEGER },
    default: String(limits.contentQuotaBytes),
    help: 'How much the files of runs and artifacts may take together; beyond it uploads are refused.',
  },
  contentFreeBytesMin: {
    name: 'ORCHION_CONTENT_FREE_BYTES_MIN',
    value: { kind: 'bytes', min: 0, max: Number.MAX_SAFE_INTEGER },
    default: String(limits.contentFreeBytesMin),
    help: 'What must stay free on the disk: uploads that would leave less are refused.',
  },
  contentGraceMs: {
    name: 'ORCHION_CONTENT_GRACE_MS',
    value: { kind: 'ms', min: 0, max: 3650 * day },
    default: String(limits.contentGraceMs),
    help: 'How long files are kept after their last use once nothing refers to them.',
  },
  logLevel: {
    name: 'ORCHION_LOG_LEVEL',
    value: { kind: 'one_of', values: logLevels },
    default: 'info',
    help: 'What the process logs.',
  },
  otlpEndpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    value: text,
    default: null,
    help: 'Base URL of an OTLP/HTTP collector that gets traces; without it none are made.',
  },
} as const satisfies Readonly<Record<string, SettingDefinition>>;

export type SettingKey = keyof typeof settingTable;
