/**
 * Moves logs from the spool to the orchestrator, by byte offset. Each attempt is in at most one call at a time (so its
 * pieces never overtake each other), at most two calls run, and attempts take turns piece by piece, so that one flood does
 * not starve the rest. What is acknowledged is the orchestrator's word on what is durable there: when it is behind what was
 * sent, sending goes back.
 *
 * Memory is bounded by the calls in flight: nothing is read before it is sent, nothing is kept after.
 */
import { attemptName, limits, type AttemptRef, type LogChunk, type LogLengths, type NodeId } from '@orchion/domain';
import type { AttemptRules } from '../core/attempt-table.ts';
import type { AgentLog } from '../ports/agent-log.ts';
import type { AgentClock, Timer } from '../ports/clock.ts';
import { LinkError, type AttemptLog, type AttemptLogAck, type Link } from '../ports/link.ts';
import type { Spool } from '../ports/spool.ts';
import { createShipment, type Shipment } from './shipment.ts';
import { keepSpoolBounded } from './spool-budget.ts';

export interface LogShipper {
  /** `fresh`: nothing of it was sent before. Else the orchestrator is first asked how much it has. */
  add(ref: AttemptRef, rules: Pick<AttemptRules, 'logBytesMax'>, how: { readonly fresh: boolean }): void;
  /** Nothing more is written; what is left is drained at once. */
  ended(ref: AttemptRef, lengths: LogLengths): void;
  forget(ref: AttemptRef): void;
  /** The session opened or was lost: logs are sent only while it is open. */
  connected(isConnected: boolean): void;
  close(): void;
}

export interface LogShipperParts {
  readonly clock: AgentClock;
  readonly spool: Spool;
  readonly link: Pick<Link, 'appendLogs'>;
  readonly log: AgentLog;
  readonly nodeId: NodeId;
  /** Unsent bytes of all attempts together. */
  readonly spoolBytesMax: number;
  /** Every byte is durable at the orchestrator, or nobody wants it. */
  readonly onDone: (ref: AttemptRef) => void;
}

const callsMax = 2;
/** A follower sees a line within 100 ms: 10 ms while lines come, slower while nothing happens, to leave the CPU to jobs. */
const pollMinMs = 10;
const pollMaxMs = 60;
const backOffMinMs = 250;
const backOffMaxMs = 10_000;
/**
 * A piece is stored as it is sent and sent to readers as it is stored. With room for its envelope in a power of two, since the
 * message's buffer grows by doubling: a piece of exactly that size would be encoded in twice the memory.
 */
const pieceBytesMax = limits.logChunkBytesMax - 1024;
/** Room for names and offsets in a call. */
const callBytesMax = limits.logAppendBytesMax - 64 * 1024;

export function createLogShipper(parts: LogShipperParts): LogShipper {
  const { clock, spool, link, log } = parts;
  // In the order of their turns: whoever was served goes to the end.
  const shipments = new Map<string, Shipment>();
  let isConnected = false;
  let calls = 0;
  let pollMs = pollMinMs;
  let pollTimer: Timer | null = null;
  let backOffMs = 0;
  let backOffTimer: Timer | null = null;
  let pumpDue = false;
  let bounding = false;
  let closed = false;

  function pumpSoon(): void {
    if (pumpDue || closed) return;
    pumpDue = true;
    clock.defer(() => {
      pumpDue = false;
      pump();
    });
  }

  function pump(): void {
    if (closed) return;
    for (const shipment of shipments.values()) finishWhereDone(shipment);
    while (isConnected && backOffTimer === null && calls < callsMax) {
      const batch = takeBatch();
      if (batch.length === 0) break;
      calls++;
      void deliver(batch);
    }
    armPoll();
  }

  function takeBatch(): Shipment[] {
    const batch: Shipment[] = [];
    let room = callBytesMax;
    for (const shipment of shipments.values()) {
      if (room <= 0) break;
      if (shipment.inFlight || !shipment.wantsCall()) continue;
      room -= Math.min(room, shipment.pendingBytes());
      batch.push(shipment);
    }
    for (const shipment of batch) {
      shipment.inFlight = true;
      const name = attemptName(shipment.ref);
      shipments.delete(name);
      shipments.set(name, shipment);
    }
    return batch;
  }

  async function deliver(batch: readonly Shipment[]): Promise<void> {
    try {
      const logs = await readFairly(batch);
      const acks = await link.appendLogs(parts.nodeId, logs);
      backOffMs = 0;
      for (const [i, shipment] of batch.entries()) {
        const ack = acks[i];
        if (ack === undefined) continue;
        recycle(logs[i]?.chunks ?? [], ack);
        await acknowledged(shipment, ack);
      }
    } catch (error) {
      onFailure(error);
    } finally {
      calls--;
      for (const shipment of batch) shipment.inFlight = false;
      pumpSoon();
    }
  }

  /** Only what the orchestrator says it has: then nothing on the way still holds it. */
  function recycle(chunks: readonly LogChunk[], { durable, unwanted }: AttemptLogAck): void {
    if (unwanted) return;
    for (const chunk of chunks) {
      if (chunk.kind === 'data' && chunk.offset + chunk.bytes.length <= durable[chunk.stream])
        spool.recycle?.(chunk.bytes);
    }
  }

  /** One piece per attempt and round until the call is full. */
  async function readFairly(batch: readonly Shipment[]): Promise<AttemptLog[]> {
    const readers = batch.map((shipment) => ({ shipment, chunks: shipment.beginRead(clock.wallMs()), open: true }));
    let room = callBytesMax;
    let more = true;
    while (more && room > 0) {
      more = false;
      for (const reader of readers) {
        if (!reader.open || room <= 0) continue;
        const took = await reader.chunks.next(Math.min(room, pieceBytesMax));
        reader.open = took !== null;
        room -= took ?? 0;
        more ||= reader.open;
      }
    }
    return readers.map(({ shipment, chunks }) => ({ attempt: shipment.ref, chunks: chunks.chunks }));
  }

  async function acknowledged(shipment: Shipment, ack: AttemptLogAck): Promise<void> {
    if (ack.unwanted) {
      shipment.unwanted = true;
    } else {
      await shipment.acknowledge(ack.durable);
    }
    finishWhereDone(shipment);
  }

  function finishWhereDone(shipment: Shipment): void {
    if (!shipment.isDone() || !shipments.delete(attemptName(shipment.ref))) return;
    parts.onDone(shipment.ref);
  }

  function onFailure(error: unknown): void {
    backOffMs = Math.min(backOffMaxMs, Math.max(backOffMinMs, backOffMs * 2));
    const code = error instanceof LinkError ? error.code : 'unavailable';
    if (code !== 'unavailable') {
      log.warn({ code }, `Log bytes could not be delivered and are kept: ${String(error)}`);
    }
    backOffTimer ??= clock.after(backOffMs, () => {
      backOffTimer = null;
      pumpSoon();
    });
  }

  function armPoll(): void {
    if (pollTimer !== null || shipments.size === 0) return;
    pollTimer = clock.after(pollMs, () => {
      pollTimer = null;
      let grew = false;
      for (const shipment of shipments.values()) grew = shipment.refresh() || grew;
      pollMs = grew ? pollMinMs : Math.min(pollMaxMs, pollMs * 2);
      keepBounded();
      pump();
    });
  }

  function keepBounded(): void {
    if (bounding) return;
    bounding = true;
    void keepSpoolBounded([...shipments.values()], parts.spoolBytesMax, log).finally(() => {
      bounding = false;
    });
  }

  return {
    add(ref, rules, how) {
      if (shipments.has(attemptName(ref))) return;
      shipments.set(attemptName(ref), createShipment(ref, { spool, capBytes: rules.logBytesMax, fresh: how.fresh }));
      pumpSoon();
    },
    ended(ref, lengths) {
      shipments.get(attemptName(ref))?.finish(lengths);
      pumpSoon();
    },
    forget(ref) {
      shipments.delete(attemptName(ref));
    },
    connected(now) {
      isConnected = now;
      if (!now) return;
      backOffTimer?.cancel();
      backOffTimer = null;
      backOffMs = 0;
      pumpSoon();
    },
    close() {
      closed = true;
      pollTimer?.cancel();
      backOffTimer?.cancel();
    },
  };
}
