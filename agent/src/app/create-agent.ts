/**
 * An agent, from its ports: the same code runs on a real machine and in the simulation. Holds no timer, socket, file, clock
 * or dice of its own.
 */
import {
  newId,
  type AgentHello,
  type AttemptRef,
  type IdSource,
  type NodeInventory,
  type NodeMetrics,
  type Observation,
} from '@orchion/domain';
import { heldOf, observationOf } from '../core/attempt-table.ts';
import { tableFromJournal } from '../core/journal-record.ts';
import type { AgentLog } from '../ports/agent-log.ts';
import type { AgentClock, Timer } from '../ports/clock.ts';
import type { Executor } from '../ports/executor.ts';
import type { Inventory } from '../ports/inventory.ts';
import { noJobFiles, type JobFilesPort } from '../ports/job-files.ts';
import type { Journal } from '../ports/journal.ts';
import type { Link } from '../ports/link.ts';
import type { Spool } from '../ports/spool.ts';
import { createAttemptRunner } from './attempt-runner.ts';
import { createReportPace } from './report-pace.ts';
import { createSessionLoop } from './session-loop.ts';
import { createLogShipper } from './ship-logs.ts';

export interface AgentPorts {
  readonly clock: AgentClock;
  readonly random: IdSource;
  readonly journal: Journal;
  readonly executor: Executor;
  /** Default: jobs with files are refused. */
  readonly jobFiles?: JobFilesPort;
  readonly spool: Spool;
  readonly link: Link;
  readonly inventory: Inventory;
  readonly log: AgentLog;
}

export interface AgentSettings {
  /** The name it would like. */
  readonly nodeName: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The machine's boot. */
  readonly bootId: string;
  readonly agentPid: number;
  /** Unsent log bytes of all attempts together. */
  readonly spoolBytesMax: number;
  /** Called at every welcome. */
  readonly onWelcome?: (nodeName: string) => void;
}

export interface Agent {
  /** Adopts what an earlier agent process left, then connects, and stays connected. */
  start(): Promise<void>;
  /** Leaves; jobs go on. */
  stop(): Promise<void>;
  /** Everything that it holds, as it would tell the orchestrator. */
  held(): readonly Observation[];
}

/** Disks and GPUs come and go rarely. */
const inventoryEveryMs = 60_000;

export function createAgent({
  ports,
  settings,
}: {
  readonly ports: AgentPorts;
  readonly settings: AgentSettings;
}): Agent {
  const { clock, random, journal, executor, spool, link, log } = ports;
  const table = tableFromJournal(journal.recovered);
  const instanceId = newId('instance', random);
  let nodeName = settings.nodeName;
  let inventory: NodeInventory | null = null;
  /** Read since the orchestrator was last told. */
  let inventoryChanged = false;
  let metrics: NodeMetrics | null = null;
  let sampling = false;
  let inventoryTimer: Timer | null = null;
  let stopped = false;

  const shipper = createLogShipper({
    clock,
    spool,
    link,
    log,
    nodeId: journal.nodeId,
    spoolBytesMax: settings.spoolBytesMax,
    onDone: (ref) => runner.handle({ kind: 'log-done', ref }),
  });
  const runner = createAttemptRunner({
    table,
    clock,
    journal,
    executor,
    jobFiles: ports.jobFiles ?? noJobFiles,
    spool,
    shipper,
    log,
    gpus: () => inventory?.gpus ?? [],
    nodeName: () => nodeName,
    onReport: (ref) => pace.changed(ref, { hasBegun: observation(ref)?.state === 'running' }),
  });
  const pace = createReportPace({ clock, tell: (ref) => loop.changed(ref) });
  const loop = createSessionLoop({
    clock,
    random,
    link,
    log,
    hello,
    held,
    observation,
    figures,
    clusterId: () => journal.clusterId,
    onWelcome(welcome) {
      nodeName = welcome.nodeName;
      if (journal.clusterId === null) {
        journal.rememberCluster(welcome.clusterId).catch((error: unknown) => {
          log.error({ clusterId: welcome.clusterId }, `The cluster cannot be remembered: ${String(error)}`);
        });
      }
      runner.handle({ kind: 'welcomed', leaseMs: welcome.leaseMs, answersSentAtMs: welcome.answersSentAtMs });
      settings.onWelcome?.(nodeName);
    },
    onDirective(directive) {
      runner.handle({ kind: 'directive', directive });
    },
    onConnected(isConnected) {
      shipper.connected(isConnected);
      runner.connected(isConnected);
    },
  });

  function hello(): Omit<AgentHello, 'sentAtMs'> {
    if (inventory === null) throw new Error('the agent connects only after it has read its inventory');
    inventoryChanged = false;
    return {
      nodeId: journal.nodeId,
      clusterId: journal.clusterId,
      nodeName: settings.nodeName,
      instanceId,
      bootId: settings.bootId,
      agentPid: settings.agentPid,
      labels: settings.labels,
      inventory,
      held: held(),
    };
  }

  function observation(ref: AttemptRef): Observation | null {
    const attempt = heldOf(table, ref);
    return attempt === undefined ? null : observationOf(attempt);
  }

  function held(): readonly Observation[] {
    // Abandoned ones are nobody's any more: telling them would only be answered with the same wish again.
    return [...table.held.values()].filter((attempt) => !attempt.abandoned).map(observationOf);
  }

  function figures(): { readonly metrics: NodeMetrics | null; readonly inventory: NodeInventory | null } {
    const changed = inventoryChanged ? inventory : null;
    inventoryChanged = false;
    sample();
    return { metrics, inventory: changed };
  }

  /** A heartbeat takes the newest figures that there are and never waits for new ones. */
  function sample(): void {
    if (sampling) return;
    sampling = true;
    void ports.inventory.metrics().then((fresh) => {
      metrics = fresh;
      sampling = false;
    });
  }

  function watchInventory(): void {
    inventoryTimer = clock.after(inventoryEveryMs, () => {
      void ports.inventory.read().then((fresh) => {
        inventoryChanged ||= JSON.stringify(fresh) !== JSON.stringify(inventory);
        inventory = fresh;
        if (!stopped) watchInventory();
      });
    });
  }

  return {
    held,
    async start() {
      [inventory] = await Promise.all([ports.inventory.read(), runner.adoptAll()]);
      if (stopped) return;
      sample();
      watchInventory();
      loop.start();
    },
    async stop() {
      stopped = true;
      inventoryTimer?.cancel();
      pace.close();
      loop.close();
      shipper.close();
      runner.close();
      await executor.close();
    },
  };
}
