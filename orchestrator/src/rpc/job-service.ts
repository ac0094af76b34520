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
import type { JobView, Orchestrator } from '../app/orchestrator.ts';
import { jobIdFrom, nodeNamesOf, principalOf } from './call-arguments.ts';
import { invalid, valueOf } from './refusal-error.ts';

export function createJobService(orchestrator: Orchestrator): ServiceImpl<typeof JobService> {
  const nodeName = nodeNamesOf(orchestrator);
  const whole = (view: JobView): WireJob => jobViewToWire(view, { withEnv: true, nodeName });
  const brief = (view: JobView): WireJob => jobViewToWire(view, { withEnv: false, nodeName });
  return {
    async submitJob(request, context) {
      const decoded = submitFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const { jobs, revision, warnings } = valueOf(await orchestrator.submit([decoded.submit], principalOf(context)));
      const job = jobs[0] === undefined ? undefined : whole(jobs[0]);
      return create(SubmitJobResponseSchema, { job, revision: BigInt(revision), warnings: [...warnings] });
    },
    async submitJobs(request, context) {
      const decoded = submitsFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
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
