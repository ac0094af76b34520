/**
 * The referees: each watches what really happens (on the machines' processes, on the orchestrator's disk, at the clients)
 * and knows nothing of how the code came to it. One promise, one file in `checkers/`.
 */
import type { Digest, JobId, NodeId, RequestId } from '@orchion/domain';
import type { Change, LogHub, MemoryDisk, MemoryLogDisk, Orchestrator } from '@orchion/orchestrator';
import type { AgentHost } from './agent-host.ts';
import type { Command } from './command.ts';
import type { FetchedTree, LeftTree } from './sim-job-files.ts';
import type { Machine, Process, Signal } from './machine.ts';
import type { Twin } from './twins.ts';
import { Violation } from './violation.ts';
import type { Watcher } from './watcher.ts';
import type { WireWatcher } from './wire/wire-watcher.ts';
import type { World } from './world.ts';

export interface Referee {
  /** A commit is durable. */
  committed?(changes: readonly Change[], disk: MemoryDisk): void;
  /** A client was told that its job exists. */
  acknowledged?(ack: Acknowledged): void;
  /** The orchestrator was started, or goes on after it stood still. */
  orchestratorAwake?(): void;
  /** A message of this node reached the orchestrator. */
  heardFrom?(nodeId: NodeId): void;
  commandStarted?(command: Command): void;
  commandEnded?(command: Command): void;
  /** An attempt is about to bring this to the orchestrator. */
  filesLeft?(left: LeftTree): void;
  /** An attempt asked for a tree that it is to be given. */
  filesFetched?(fetched: FetchedTree): void;
  /** A signal went to a process that is none of ours. */
  foreignSignalled?(machine: Machine, process: Process, signal: Signal): void;
  /** From time to time, between two turns, with an orchestrator that runs. */
  look?(cluster: ClusterUnderTest): void;
  /** Nothing fails any more, and all work has ended or the bound has passed. */
  atEnd?(cluster: ClusterUnderTest): Promise<void> | void;
}

export interface Acknowledged {
  readonly requestId: RequestId;
  readonly jobId: JobId;
}

export interface ClusterUnderTest {
  readonly orchestrator: Orchestrator;
  readonly logHub: LogHub;
  readonly disk: MemoryDisk;
  /** What the content store holds. */
  readonly contents: ReadonlyMap<Digest, unknown>;
  readonly storedLogs: MemoryLogDisk['logs'];
  readonly watchers: readonly Watcher[];
  readonly wireWatchers: readonly WireWatcher[];
  readonly agents: readonly AgentHost[];
  readonly twins: readonly Twin[];
}

/** What a referee is given: the world to look at, and the whistle. */
interface RefereeBench {
  readonly world: World;
  readonly disk: MemoryDisk;
  readonly leaseMs: number;
  /** Ends the run. */
  readonly fail: (message: string) => void;
}

export type CreateReferee = (bench: RefereeBench) => Referee;

/** Calls all of them; a whistle carries the name under which the referee is known. */
export function createReferees(
  bench: Omit<RefereeBench, 'fail'>,
  referees: Readonly<Record<string, CreateReferee>>,
): Required<Referee> {
  const all = Object.entries(referees).map(([name, create]) =>
    create({ ...bench, fail: (message) => bench.world.fail(new Violation(name, message)) }),
  );
  return {
    committed: (changes, on) => all.forEach((referee) => referee.committed?.(changes, on)),
    acknowledged: (ack) => all.forEach((referee) => referee.acknowledged?.(ack)),
    orchestratorAwake: () => all.forEach((referee) => referee.orchestratorAwake?.()),
    heardFrom: (nodeId) => all.forEach((referee) => referee.heardFrom?.(nodeId)),
    commandStarted: (command) => all.forEach((referee) => referee.commandStarted?.(command)),
    commandEnded: (command) => all.forEach((referee) => referee.commandEnded?.(command)),
    filesLeft: (left) => all.forEach((referee) => referee.filesLeft?.(left)),
    filesFetched: (fetched) => all.forEach((referee) => referee.filesFetched?.(fetched)),
    foreignSignalled: (machine, process, signal) =>
      all.forEach((referee) => referee.foreignSignalled?.(machine, process, signal)),
    look: (cluster) => all.forEach((referee) => referee.look?.(cluster)),
    async atEnd(cluster) {
      for (const referee of all) await referee.atEnd?.(cluster);
    },
  };
}
