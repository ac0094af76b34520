/** ClusterService: health, the status on one screen, the watch, and the end. */
import { create } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import {
  GetHealthResponseSchema,
  ShutdownResponseSchema,
  feedToWire,
  statusToWire,
  type ClusterService,
} from '@orchion/proto';
import type { Orchestrator } from '../app/orchestrator.ts';
import type { EdgeTelemetry } from '../ports/telemetry.ts';
import { nodeNamesOf, principalOf } from './call-arguments.ts';
import { fromRevisionOf } from './from-revision.ts';
import { stopAllJobs } from './stop-all-jobs.ts';

/** The process that serves. */
export interface ServingProcess {
  readonly pid: number;
  readonly version: string;
  /** Where it listens now. */
  readonly addresses: () => readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Begins the end of the process; answers at once. */
  readonly shutdown: () => void;
}

export interface ClusterServiceParts {
  readonly orchestrator: Orchestrator;
  readonly process: ServingProcess;
  readonly telemetry: Pick<EdgeTelemetry, 'streams'>;
}

export function createClusterService({
  orchestrator,
  process,
  telemetry,
}: ClusterServiceParts): ServiceImpl<typeof ClusterService> {
  const nodeName = nodeNamesOf(orchestrator);
  return {
    getHealth: () =>
      create(GetHealthResponseSchema, { ready: orchestrator.ready(), version: process.version, apiVersion: 'v1' }),
    getStatus: () => statusToWire(orchestrator.status(), { ...process, addresses: process.addresses() }),
    async *watch(request, { signal }) {
      telemetry.streams({ kind: 'watch', by: 1 });
      try {
        for await (const message of orchestrator.watch(fromRevisionOf(request), signal)) {
          yield feedToWire(message, { nodeName });
        }
      } finally {
        telemetry.streams({ kind: 'watch', by: -1 });
      }
    },
    async shutdown({ stopJobs }, context) {
      if (stopJobs) await stopAllJobs(orchestrator, principalOf(context), context.signal);
      process.shutdown();
      return create(ShutdownResponseSchema);
    },
  };
}
