/** JobService: decode, call, encode. */
import { create } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import {
  CancelJobResponseSchema,
  ExplainJobResponseSchema,
  GetJobResponseSchema,
  ListJobsResponseSchema,
  PreviewPlacementResponseSchema,
  RetryJobResponseSchema,
  SubmitJobResponseSchema,
  SubmitJobsResponseSchema,
  explanationToWire,
  jobQueryFromWire,
  jobSpecFromWire,
  jobViewToWire,
  pageTokenAfter,
  requestIdFromWire,
  submitFromWire,
  submitsFromWire,
  type JobService,
  type WireJob,
} from '@orchion/proto';
import type { JobSpec } from '@orchion/domain';
import type { ContentHub } from '../app/content-hub.ts';
import type { JobView, Orchestrator } from '../app/orchestrator.ts';
import { jobIdFrom, nodeNamesOf, principalOf } from './call-arguments.ts';
import { invalid, valueOf } from './refusal-error.ts';

export interface JobServiceParts {
  readonly orchestrator: Orchestrator;
  readonly contentHub: Pick<ContentHub, 'absentTrees'>;
}

export function createJobService({ orchestrator, contentHub }: JobServiceParts): ServiceImpl<typeof JobService> {
  const nodeName = nodeNamesOf(orchestrator);
  const whole = (view: JobView): WireJob => jobViewToWire(view, { withEnv: true, nodeName });
  const brief = (view: JobView): WireJob => jobViewToWire(view, { withEnv: false, nodeName });
  /** Throws INVALID_ARGUMENT where files that a job is to be given are not here. */
  const checkFiles = async (specs: readonly { readonly spec: JobSpec; readonly field: string }[]): Promise<void> => {
    const wanted = specs.flatMap(({ spec, field }) =>
      spec.files.fetch.map(({ tree }, i) => ({ tree, field: `${field}.files.fetch[${i}].tree` })),
    );
    // Jobs without files wait for nothing.
    if (wanted.length === 0) return;
    const absent = await contentHub.absentTrees(wanted.map(({ tree }) => tree));
    const violations = wanted.flatMap(({ tree, field }) => {
      const message = absent.get(tree);
      return message === undefined ? [] : [{ field, message }];
    });
    if (violations.length > 0) throw invalid(violations);
  };
  return {
    async submitJob(request, context) {
      const decoded = submitFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      await checkFiles([{ spec: decoded.submit.spec, field: 'spec' }]);
      const { jobs, revision, warnings } = valueOf(await orchestrator.submit([decoded.submit], principalOf(context)));
      const job = jobs[0] === undefined ? undefined : whole(jobs[0]);
      return create(SubmitJobResponseSchema, { job, revision: BigInt(revision), warnings: [...warnings] });
    },
    async submitJobs(request, context) {
      const decoded = submitsFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      await checkFiles(decoded.submits.map(({ spec }, i) => ({ spec, field: `jobs[${i}].spec` })));
      const { jobs, revision } = valueOf(await orchestrator.submit(decoded.submits, principalOf(context)));
      return create(SubmitJobsResponseSchema, { jobIds: jobs.map(({ job }) => job.id), revision: BigInt(revision) });
    },
    getJob: ({ jobId }) => create(GetJobResponseSchema, { job: whole(valueOf(orchestrator.job(jobIdFrom(jobId)))) }),
    listJobs(request) {
      const decoded = jobQueryFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const { limit } = decoded.query;
      // One more than asked for tells whether there is a next page.
      const found = orchestrator.jobs({ ...decoded.query, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const nextPageToken = found.length > limit && last !== undefined ? pageTokenAfter(last.job.sequence) : '';
      return create(ListJobsResponseSchema, { jobs: page.map(brief), nextPageToken });
    },
    async cancelJob({ jobId }, context) {
      const view = valueOf(await orchestrator.cancel(jobIdFrom(jobId), principalOf(context)));
      return create(CancelJobResponseSchema, { job: whole(view) });
    },
    async retryJob(request, context) {
      const decoded = requestIdFromWire(request.requestId);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const jobId = jobIdFrom(request.jobId);
      const again = valueOf(orchestrator.job(jobId));
      await checkFiles([{ spec: again.job.spec, field: 'spec' }]);
      const view = valueOf(await orchestrator.retry(jobId, decoded.requestId, principalOf(context)));
      return create(RetryJobResponseSchema, { job: whole(view) });
    },
    explainJob: ({ jobId }) =>
      create(ExplainJobResponseSchema, {
        explanation: explanationToWire(valueOf(orchestrator.explain(jobIdFrom(jobId))), { nodeName }),
      }),
    previewPlacement({ spec }) {
      const decoded = jobSpecFromWire(spec);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const explanation = explanationToWire(valueOf(orchestrator.preview(decoded.spec)), { nodeName });
      return create(PreviewPlacementResponseSchema, { explanation });
    },
  };
}
