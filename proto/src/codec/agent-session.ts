/** What agents say in a session: Hello once, then Reports; and the envelope that carries them. */
import { create } from '@bufbuild/protobuf';
import { violationOfLabels, violationOfNodeName, type AgentHello, type AgentReport } from '@orchion/domain';
import {
  HelloSchema,
  ReportSchema,
  SessionRequestSchema,
  type Hello as WireHello,
  type Report as WireReport,
  type SessionRequest,
} from '../../gen/orchion/v1/agent_pb.js';
import { idFromWire, optionalIdFromWire } from './identity.ts';
import { inventoryFromWire, inventoryToWire } from './inventory.ts';
import { metricsFromWire, metricsToWire } from './metrics.ts';
import { doubleFromWire } from './numbers.ts';
import { observationFromWire, observationToWire } from './observation.ts';
import { each, required, within, WireError } from './wire-error.ts';

/** One message from an agent. */
export type AgentMessage =
  { readonly kind: 'hello'; readonly hello: AgentHello } | { readonly kind: 'report'; readonly report: AgentReport };

export function agentMessageToWire(message: AgentMessage): SessionRequest {
  return create(SessionRequestSchema, {
    message:
      message.kind === 'hello'
        ? { case: 'hello', value: helloToWire(message.hello) }
        : { case: 'report', value: reportToWire(message.report) },
  });
}

/** Throws WireError. */
export function agentMessageFromWire({ message }: SessionRequest): AgentMessage {
  switch (message.case) {
    case 'hello':
      return { kind: 'hello', hello: within('hello', () => helloFromWire(message.value)) };
    case 'report':
      return { kind: 'report', report: within('report', () => reportFromWire(message.value)) };
    case undefined:
      throw new WireError('message', 'must be a hello or a report');
  }
}

export function helloToWire(hello: AgentHello): WireHello {
  return create(HelloSchema, {
    nodeId: hello.nodeId,
    clusterId: hello.clusterId ?? '',
    nodeName: hello.nodeName,
    instanceId: hello.instanceId,
    bootId: hello.bootId,
    pid: hello.agentPid,
    labels: { ...hello.labels },
    inventory: inventoryToWire(hello.inventory),
    held: hello.held.map(observationToWire),
    sentAtMs: hello.sentAtMs,
  });
}

/** Throws WireError, also for a name or labels that break the rules. */
export function helloFromWire(message: WireHello): AgentHello {
  const badName = violationOfNodeName(message.nodeName);
  if (badName !== null) throw new WireError('node_name', badName);
  const badLabels = violationOfLabels(message.labels);
  if (badLabels !== null) throw new WireError('labels', badLabels);
  return {
    nodeId: idFromWire('node', message.nodeId, 'node_id'),
    clusterId: optionalIdFromWire('cluster', message.clusterId, 'cluster_id'),
    nodeName: message.nodeName,
    instanceId: idFromWire('instance', message.instanceId, 'instance_id'),
    bootId: message.bootId,
    agentPid: message.pid,
    labels: message.labels,
    inventory: within('inventory', () => inventoryFromWire(required(message.inventory, ''))),
    held: each('held', message.held, observationFromWire),
    sentAtMs: doubleFromWire(message.sentAtMs, 'sent_at_ms'),
  };
}

export function reportToWire(report: AgentReport): WireReport {
  return create(ReportSchema, {
    sentAtMs: report.sentAtMs,
    full: report.full,
    held: report.held.map(observationToWire),
    metrics: report.metrics === null ? undefined : metricsToWire(report.metrics),
    inventory: report.inventory === null ? undefined : inventoryToWire(report.inventory),
  });
}

/** Throws WireError. */
export function reportFromWire(message: WireReport): AgentReport {
  const { metrics, inventory } = message;
  return {
    sentAtMs: doubleFromWire(message.sentAtMs, 'sent_at_ms'),
    full: message.full,
    held: each('held', message.held, observationFromWire),
    metrics: metrics === undefined ? null : within('metrics', () => metricsFromWire(metrics)),
    inventory: inventory === undefined ? null : within('inventory', () => inventoryFromWire(inventory)),
  };
}
