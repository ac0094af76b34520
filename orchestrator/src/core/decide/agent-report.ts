/** A report or heartbeat of an open session. Reports of any other session are dropped: it was replaced. */
import { done, type Answer } from '../answer.ts';
import { outgoingTo, record, type Draft } from '../draft.ts';
import type { AgentReportEvent } from '../event.ts';
import { lookAtNode } from '../look-at-node.ts';
import { missing, observe } from '../observe.ts';
import type { ClusterState, NodeEntry } from '../state.ts';
import type { NodeMetrics } from '@orchion/domain';

/** A change of free VRAM or disk below this is noise and wakes no waiting job, bytes. */
const noticeableBytes = 64 * 1024 * 1024;

export function decideAgentReport(draft: Draft, event: AgentReportEvent): Answer {
  const entry = draft.state.nodes.get(event.nodeId);
  if (entry?.rival?.id === event.sessionId) {
    entry.rival.heardAt = draft.now;
    entry.doubtUntil = draft.now + draft.settings.leaseMs;
    return done;
  }
  if (entry?.session?.id !== event.sessionId) {
    draft.counts.dropped++;
    return done;
  }
  entry.session.heardAt = draft.now;
  entry.deadline = draft.now + draft.settings.leaseMs;
  if (entry.node.liveness !== 'ready') {
    // The clock of this side had given the node up while its session stayed open.
    record(draft, { kind: 'node-put', node: { ...entry.node, liveness: 'ready', livenessSince: draft.now } });
    lookAtNode(draft.state, entry, entry.deadline);
  }
  if (event.inventory !== null)
    record(draft, { kind: 'node-put', node: { ...entry.node, inventory: event.inventory } });
  if (event.metrics !== null) takeMetrics(draft.state, entry, event.metrics, draft);
  // Of two claimants, what one has lost or does not hold the other may run.
  const isHeard = entry.node.quarantine === null;
  if (isHeard) for (const observation of event.held) observe(draft, entry, observation);
  if (event.full) {
    if (isHeard) missing(draft, entry, event.held);
    const outgoing = outgoingTo(draft, entry);
    if (outgoing !== null) {
      outgoing.full = true;
      outgoing.answersSentAtMs = event.sentAtMs;
    }
  }
  return done;
}

function takeMetrics(state: ClusterState, entry: NodeEntry, metrics: NodeMetrics, draft: Draft): void {
  const before = entry.metrics;
  entry.metrics = metrics;
  draft.touchedNodes.add(entry.node.id);
  if (state.queue.classes.size === 0) return;
  if (before === null || frees(before, metrics)) state.capacityVersion++;
}

function frees(before: NodeMetrics, after: NodeMetrics): boolean {
  if (after.workDiskFreeBytes - before.workDiskFreeBytes > noticeableBytes) return true;
  return after.gpus.some((gpu, i) => {
    const used = before.gpus[i]?.vramUsedBytes ?? 0;
    return used - (gpu.vramUsedBytes ?? 0) > noticeableBytes;
  });
}
