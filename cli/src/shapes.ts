/**
 * What `--json` prints: these shapes are promises to scripts. Fields are added, never renamed or removed. Times are ISO 8601
 * in UTC, sizes are bytes, absent is null. docs/cli.md is made from this file.
 */
import type {
  Artifact,
  AttemptEndReason,
  AttemptState,
  CacheEntry,
  JobSpec,
  JobState,
  JsonValue,
  MatrixCell,
  NodeEligibility,
  NodeInventory,
  NodeLiveness,
  NodeMetrics,
  PlannedStep,
  Rerun,
  RunState,
  StepRef,
  StepState,
} from '@orchion/domain';
import type { Problem } from '@orchion/schemas';

/** On standard error, whenever a command fails. */
export interface ErrorJson {
  readonly error: {
    /** Stable: see "Error codes". */
    readonly code: string;
    readonly message: string;
    /** The wrong fields of a request. */
    readonly violations: readonly { readonly field: string; readonly message: string }[];
  };
}

/** `orchion status` */
export interface StatusJson {
  readonly orchestrator: OrchestratorJson;
  readonly nodes: readonly NodeJson[];
  /** Ended jobs as long as they are kept. */
  readonly jobs: {
    readonly queued: number;
    readonly running: number;
    readonly unknown: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly cancelled: number;
  };
  /** The first waiting jobs, at most 20; `message` says why. */
  readonly waiting: readonly JobJson[];
  /** What an operator should know. */
  readonly problems: readonly string[];
}

interface OrchestratorJson {
  readonly pid: number;
  readonly version: string;
  /** Its first address: `unix:/path`, or a URL. */
  readonly socket: string;
  readonly addresses: readonly string[];
  readonly startedAt: string;
  readonly clusterId: string;
  readonly revision: number;
}

/** A node: `orchion nodes show`, entries of `orchion nodes` and `orchion status`. */
export interface NodeJson {
  readonly id: string;
  readonly name: string;
  readonly liveness: NodeLiveness;
  readonly eligibility: NodeEligibility;
  readonly agentPid: number;
  /** Whether its agent's session is open now. */
  readonly connected: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Why nothing is placed on it; null: nothing is wrong. */
  readonly quarantine: string | null;
  readonly drainDeadline: string | null;
  readonly livenessSince: string;
  readonly registeredAt: string;
  /** Live attempts on it. */
  readonly attemptsLive: number;
  /** What running work holds of it. */
  readonly allocated: { readonly cpuMillis: number; readonly memoryBytes: number; readonly diskBytes: number };
  readonly inventory: NodeInventory;
  /** Null until the first heartbeat. */
  readonly metrics: NodeMetrics | null;
}

/** `orchion nodes` */
export interface NodesJson {
  readonly nodes: readonly NodeJson[];
}

/** A job: `orchion jobs show`, `cancel`, `retry`, `wait`, and entries of `orchion jobs` (there with the latest attempt only). */
export interface JobJson {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  /** Why it ended, or why it waits: one sentence. */
  readonly message: string;
  readonly submittedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly principal: string;
  readonly cancelRequested: boolean;
  /** The ended job that this one is a retry of. */
  readonly retryOf: string | null;
  /** The step of a run that it runs. */
  readonly owner: StepRef | null;
  /** Environment values are left out of lists. */
  readonly spec: JobSpec;
  readonly attempts: readonly AttemptJson[];
}

export interface AttemptJson {
  readonly number: number;
  /** The node's name. */
  readonly node: string;
  readonly nodeId: string;
  readonly state: AttemptState;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it ended; null while it lives. */
  readonly reason: AttemptEndReason | null;
  readonly message: string | null;
  readonly placedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** What it left behind; empty while it lives, and outputs are empty in lists. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly artifacts: readonly Artifact[];
}

/** `orchion artifacts ls` */
export interface ArtifactsJson {
  readonly artifacts: readonly ArtifactJson[];
}

export interface ArtifactJson {
  /** The step that left it; null: a job of its own. */
  readonly step: string | null;
  readonly name: string;
  /** SHA-256 of its list of files. */
  readonly tree: string;
  readonly files: number;
  readonly bytes: number;
}

/** `orchion artifacts get` */
export interface ArtifactsFetchedJson {
  /** `into`: the folder, absolute; `fetchedBytes`: of what was not there already. */
  readonly artifacts: readonly (ArtifactJson & { readonly into: string; readonly fetchedBytes: number })[];
}

/** An entry of `orchion runs`. */
export interface RunHeadJson {
  readonly id: string;
  readonly number: number;
  /** Its pipeline's name. */
  readonly pipeline: string;
  readonly file: string;
  readonly state: RunState;
  readonly message: string;
  readonly submittedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly principal: string;
  readonly cancelRequested: boolean;
  /** Its concurrency group. */
  readonly group: string | null;
  /** The run that it repeats, and what of it begins anew. */
  readonly rerunOf: Rerun | null;
  /** The step that uses it. */
  readonly parent: StepRef | null;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A run: `orchion run`, `run show`, `run cancel`, `run rerun`. With `--follow` one `{kind: 'run' | 'step', ...}` a line. */
export interface RunJson extends RunHeadJson {
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly steps: readonly StepJson[];
}

export interface StepJson {
  /** `train`, or `train[3]` for a cell of its matrix. */
  readonly key: string;
  /** Its key in the file. */
  readonly step: string;
  readonly cell: MatrixCell | null;
  readonly state: StepState;
  readonly message: string;
  readonly jobId: string | null;
  readonly childRunId: string | null;
  readonly isForgiven: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly artifacts: readonly Artifact[];
  readonly cacheKey: string | null;
  /** Whose result it is, where it was cached or taken over. */
  readonly resultOf: StepRef | null;
  readonly readyAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** `orchion plan`, `orchion run --plan` */
export interface PlanJson {
  readonly steps: readonly PlannedStep[];
  /** What a step's `placement` counts into. */
  readonly explanations: readonly ExplainJson[];
}

/** `orchion cache ls`. Times in ms since the epoch. */
export interface CacheJson {
  readonly entries: readonly CacheEntry[];
}

/** `orchion runs` */
export interface RunsJson {
  readonly runs: readonly RunHeadJson[];
  /** For `--page`; null on the last page. */
  readonly nextPage: string | null;
}

/** `orchion jobs` */
export interface JobsJson {
  readonly jobs: readonly JobJson[];
  /** For `--page`; null on the last page. */
  readonly nextPage: string | null;
}

/** `orchion submit`; with `--follow` the log's lines come after it. */
export interface SubmitJson {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  /** What should be known now, for example that no node can ever run it. */
  readonly warnings: readonly string[];
}

/** `orchion jobs --watch` and `orchion nodes --watch`: one object a line, the first ones as everything is now. */
export type WatchJson =
  | { readonly revision: number; readonly kind: 'job'; readonly job: JobJson }
  | { readonly revision: number; readonly kind: 'job-removed'; readonly id: string }
  | { readonly revision: number; readonly kind: 'node'; readonly node: NodeJson }
  | { readonly revision: number; readonly kind: 'node-removed'; readonly id: string };

/** `orchion logs`: one object a line. */
export type LogJson =
  | {
      readonly kind: 'data';
      readonly attempt: number;
      readonly stream: 'stdout' | 'stderr';
      /** Of the first byte, in the stream. */
      readonly offset: number;
      readonly at: string;
      /** The bytes as text where they are valid UTF-8 ... */
      readonly text?: string;
      /** ... and as Base64 where they are not. */
      readonly base64?: string;
    }
  | {
      readonly kind: 'gap';
      readonly attempt: number;
      readonly stream: 'stdout' | 'stderr';
      readonly offset: number;
      readonly at: string;
      /** Bytes that are missing. */
      readonly length: number;
      readonly reason: 'cap' | 'spool_full' | 'node_lost';
    }
  /** `complete`: the attempt has ended and every byte was printed. */
  | { readonly kind: 'end'; readonly attempt: number; readonly complete: boolean };

/** `orchion explain` */
export interface ExplainJson {
  readonly verdict: 'placed' | 'would_place' | 'waits' | 'never' | 'ended';
  readonly summary: string;
  /** The node that it is on, or would go to. */
  readonly node: string | null;
  readonly nodeId: string | null;
  /** The job for which a node is kept free, where that is the reason. */
  readonly behind: string | null;
  /** Jobs before it; null where it is not queued. */
  readonly queuePosition: number | null;
  readonly nodes: readonly {
    readonly node: string;
    readonly nodeId: string;
    readonly verdict: 'fits' | 'not_now' | 'never';
    /** The first failing filter; null where the node fits. */
    readonly filter: string | null;
    readonly message: string | null;
    readonly have: string | null;
    readonly need: string | null;
    readonly score: number | null;
  }[];
  readonly nodesOmitted: number;
}

/** `orchion up --detach` and `orchion agent --detach` */
export interface UpJson {
  /** `running`: it was there already. */
  readonly orchestrator: {
    readonly state: 'started' | 'running';
    readonly pid: number;
    readonly socket: string;
  } | null;
  readonly agent: {
    readonly state: 'started' | 'running';
    readonly pid: number;
    readonly name: string;
    readonly node: string;
  } | null;
  readonly dataDir: string;
  readonly runDir: string;
  readonly tokenFile: string;
  readonly logs: readonly string[];
}

/** `orchion down` */
export interface DownJson {
  readonly stopped: readonly { readonly kind: 'agent' | 'orchestrator'; readonly name: string; readonly pid: number }[];
}

/** `orchion nodes remove` */
export interface RemovedJson {
  readonly removed: string;
}

/** `orchion version` */
export interface VersionJson {
  readonly version: string;
  readonly node: string;
}

/** `orchion lint` */
export interface LintJson {
  readonly files: readonly string[];
  readonly errors: number;
  readonly warnings: number;
  /** Each with `file`, `line`, `column`, `end`, `path`, `code`, `message`, `severity`, `related` places and `fixes` as edits. */
  readonly problems: readonly Problem[];
}
