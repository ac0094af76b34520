/** What users ask for all the time, however it is carried. Rejects where there was no answer. */
import type { JobId, JobSpec, RequestId } from '@orchion/domain';
import type { Outcome } from '@orchion/orchestrator';
import type { Network, Route } from './network.ts';
import type { OrchestratorHost } from './orchestrator-host.ts';

export interface UserCalls {
  submit(
    route: Route,
    jobs: readonly { readonly spec: JobSpec; readonly requestId: RequestId }[],
  ): Promise<Outcome<readonly JobId[]>>;
  cancel(route: Route, jobId: JobId): Promise<Outcome<unknown>>;
}

const principal = 'user';

/** As values, with nothing of the wire format in between. */
export function createDirectCalls(network: Network, host: OrchestratorHost): UserCalls {
  return {
    async submit(route, jobs) {
      const outcome = await network.call(route, () =>
        host.call((orchestrator) => orchestrator.submit(jobs, principal)),
      );
      return outcome.kind === 'refused' ? outcome : { kind: 'ok', value: outcome.value.jobs.map(({ job }) => job.id) };
    },
    cancel: (route, jobId) =>
      network.call(route, () => host.call((orchestrator) => orchestrator.cancel(jobId, principal))),
  };
}
