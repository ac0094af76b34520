/**
 * An agent opens a session: the node is registered or comes back, what it holds is taken in, and it gets everything that it
 * should hold. Refused where it belongs to another cluster or another node has its name.
 *
 * Two live agents with one identity (a cloned disk): nothing is placed on the node, and what neither of them says counts,
 * until only one was heard for a whole lease. The copy finds its attempts ended that run on the other machine. An ordinary
 * restart is told apart: its old session was closed, or was silent for longer than an agent ever is, and never comes back.
 */
import { isLiveAttempt, limits, violationOfLabels, violationOfNodeName, type Node, type NodeId } from '@orchion/domain';
import { done, refused, type Answer } from '../answer.ts';
import { outgoingTo, record, type Draft } from '../draft.ts';
import type { AgentHelloEvent } from '../event.ts';
import { lookAtNode } from '../look-at-node.ts';
import { missing, observe } from '../observe.ts';
import { heartbeatIntervalMs } from '../settings.ts';
import type { NodeEntry, SessionState } from '../state.ts';

/** Agents of one node whose last hello is remembered. */
const hellosMax = 4;
/** Of a lease: heartbeats come within a third, so two of them are missing after this. */
const silenceOfGone = 2 / 3;

export function decideAgentHello(draft: Draft, event: AgentHelloEvent): Answer {
  const refusal = refusalOf(draft, event);
  if (refusal !== null) {
    draft.effects.push({ kind: 'close-session', sessionId: event.sessionId, reason: refusal });
    return refused('failed_precondition', refusal);
  }
  const before = draft.state.nodes.get(event.nodeId) ?? null;
  if (before !== null && isOvertaken(before, event)) {
    draft.effects.push({ kind: 'close-session', sessionId: event.sessionId, reason: 'replaced by a newer session' });
    return done;
  }
  const rival = before === null ? null : rivalOf(draft, before, event);
  const doubtUntil = before === null ? 0 : doubtAfter(draft, before, event);
  const node = nodeFrom(draft, event, before, rival !== null || draft.now < doubtUntil);
  record(draft, { kind: 'node-put', node });
  const entry = draft.state.nodes.get(node.id);
  if (entry === undefined) return done;
  for (const replaced of [entry.session, entry.rival]) {
    // Its own session: this hello is decided once more, after a commit that found the disk full.
    if (replaced === null || replaced === rival || replaced.id === event.sessionId) continue;
    draft.outgoing.delete(replaced.id);
    draft.effects.push({ kind: 'close-session', sessionId: replaced.id, reason: 'replaced by a newer session' });
  }
  entry.rival = rival;
  entry.doubtUntil = doubtUntil;
  rememberHello(entry, event);
  entry.session = { id: event.sessionId, instanceId: event.instanceId, heardAt: draft.now };
  entry.deadline = draft.now + draft.settings.leaseMs;
  lookAtNode(draft.state, entry, entry.deadline);
  draft.effects.push({
    kind: 'welcome',
    sessionId: event.sessionId,
    welcome: {
      clusterId: draft.state.clusterId,
      sessionId: event.sessionId,
      nodeName: node.name,
      heartbeatIntervalMs: heartbeatIntervalMs(draft.settings, draft.state.nodes.size),
      leaseMs: draft.settings.leaseMs,
      answersSentAtMs: event.sentAtMs,
    },
  });
  if (node.quarantine === null) {
    for (const observation of event.held) observe(draft, entry, observation);
    missing(draft, entry, event.held);
  }
  const outgoing = outgoingTo(draft, entry);
  if (outgoing !== null) {
    outgoing.full = true;
    outgoing.answersSentAtMs = event.sentAtMs;
  }
  return done;
}

/** A hello that was held up on its way, while the same agent gave up on it and said hello anew: what it holds is history. */
function isOvertaken({ hellos }: NodeEntry, event: AgentHelloEvent): boolean {
  return event.sentAtMs < (hellos.get(event.instanceId) ?? event.sentAtMs);
}

/** The newest few agents of a node: older ones have nothing on its way any more. */
function rememberHello({ hellos }: NodeEntry, { instanceId, sentAtMs }: AgentHelloEvent): void {
  hellos.delete(instanceId);
  hellos.set(instanceId, sentAtMs);
  for (const oldest of hellos.keys()) if (hellos.size > hellosMax) hellos.delete(oldest);
}

function refusalOf(draft: Draft, event: AgentHelloEvent): string | null {
  const { state } = draft;
  if (event.clusterId !== null && event.clusterId !== state.clusterId) {
    const own = `this orchestrator is cluster ${state.clusterId}`;
    return `the agent belongs to cluster ${event.clusterId}, ${own}; give it a new state directory to join here`;
  }
  const badName = violationOfNodeName(event.nodeName);
  if (badName !== null) return badName;
  const badLabels = violationOfLabels(event.labels);
  if (badLabels !== null) return `the node's labels: ${badLabels}`;
  const holder = state.nodeIdByName.get(event.nodeName);
  if (holder !== undefined && holder !== event.nodeId && !mayTakeOver(draft, holder)) {
    return `a node named ${event.nodeName} exists already; choose another name, or remove that node first`;
  }
  if (!state.nodes.has(event.nodeId) && state.nodes.size >= limits.nodesMax) {
    return `the cluster has ${state.nodes.size} nodes, at most ${limits.nodesMax}`;
  }
  return null;
}

/** A name may be taken over from a node that is gone and holds nothing: a machine that was installed anew. */
function mayTakeOver(draft: Draft, nodeId: NodeId): boolean {
  const holder = draft.state.nodes.get(nodeId);
  if (holder === undefined) return true;
  if (holder.session !== null || holder.live.size > 0) return false;
  record(draft, { kind: 'node-delete', nodeId });
  return true;
}

function rivalOf(draft: Draft, before: NodeEntry, event: AgentHelloEvent): SessionState | null {
  const { session } = before;
  if (session === null) return null;
  if (session.instanceId === event.instanceId) return before.rival;
  return draft.now - session.heardAt < draft.settings.leaseMs * silenceOfGone ? session : null;
}

/** An agent that comes back after another one has come in its place lives beside it: none of them is a restart. */
function doubtAfter(draft: Draft, { node, hellos, doubtUntil }: NodeEntry, { instanceId }: AgentHelloEvent): number {
  const isBack = node.instanceId !== instanceId && hellos.has(instanceId);
  return isBack ? draft.now + draft.settings.leaseMs : doubtUntil;
}

function nodeFrom(draft: Draft, event: AgentHelloEvent, before: NodeEntry | null, isDoubted: boolean): Node {
  const { now } = draft;
  const old = before?.node ?? null;
  const isBack = old === null || old.liveness !== 'ready';
  const live = before === null ? [] : [...before.live.values()].filter(({ state }) => isLiveAttempt(state));
  const drained = old?.eligibility === 'draining' && live.length === 0;
  return {
    id: event.nodeId,
    name: event.nodeName,
    labels: event.labels,
    liveness: 'ready',
    eligibility: drained ? 'cordoned' : (old?.eligibility ?? 'schedulable'),
    drainDeadline: old?.drainDeadline ?? null,
    quarantine: isDoubted ? 'two live agents claim this identity; stop one of them (a copied state directory?)' : null,
    inventory: event.inventory,
    instanceId: event.instanceId,
    bootId: event.bootId,
    agentPid: event.agentPid,
    registeredAt: old?.registeredAt ?? now,
    livenessSince: isBack ? now : old.livenessSince,
  };
}
