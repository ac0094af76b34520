/**
 * A job's way as spans: `job` from its submission to its end, and under it `submit` (until it is durable), `queue wait`
 * (until its command starts; again for each attempt) and `attempt` (from its placement to its end). The attempt's context
 * goes with its launch, so that what the command traces hangs below it. Jobs that were there before this process have no
 * spans here and are passed over.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanStatusCode,
  isSpanContextValid,
  trace,
  type Context,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import type { JobId } from '@orchion/domain';
import type { EdgeTelemetry, JobTelemetry } from '../ports/telemetry.ts';

export interface JobTracer extends JobTelemetry, Pick<EdgeTelemetry, 'inTrace'> {}

interface JobSpans {
  readonly job: Span;
  submit: Span | null;
  wait: Span | null;
  attempt: Span | null;
}

/** Live jobs that are traced at a time; further ones run untraced, so that a long queue costs no memory twice. */
const tracedJobsMax = 20_000;

export function createJobTracer(tracer: Tracer): JobTracer {
  const live = new Map<JobId, JobSpans>();
  const callers = new AsyncLocalStorage<Context>();

  const under = (parent: Span, name: string, attributes: Record<string, string | number>): Span =>
    tracer.startSpan(name, { attributes }, trace.setSpan(ROOT_CONTEXT, parent));

  return {
    inTrace(traceparent, run) {
      const parent = traceparent === null ? null : parseTraceparent(traceparent);
      return parent === null ? run() : callers.run(trace.setSpanContext(ROOT_CONTEXT, parent), run);
    },
    jobSubmitting({ jobId }) {
      if (live.size >= tracedJobsMax) return;
      const attributes = { 'orchion.job.id': jobId };
      const job = tracer.startSpan('job', { attributes }, callers.getStore() ?? ROOT_CONTEXT);
      live.set(jobId, { job, submit: under(job, 'submit', attributes), wait: null, attempt: null });
    },
    jobRefused({ jobId }) {
      const spans = live.get(jobId);
      if (spans === undefined) return;
      live.delete(jobId);
      endWith(spans.submit, 'refused');
      endWith(spans.job, 'refused');
    },
    jobAccepted({ jobId }) {
      const spans = live.get(jobId);
      if (spans === undefined) return;
      spans.submit?.end();
      spans.submit = null;
      if (spans.attempt === null) spans.wait ??= under(spans.job, 'queue wait', { 'orchion.job.id': jobId });
    },
    jobPlaced({ jobId, attempt, nodeId }) {
      const spans = live.get(jobId);
      if (spans === undefined) return;
      spans.attempt?.end();
      spans.wait ??= under(spans.job, 'queue wait', { 'orchion.job.id': jobId });
      spans.attempt = under(spans.job, 'attempt', {
        'orchion.job.id': jobId,
        'orchion.attempt.number': attempt,
        'orchion.node.id': nodeId,
      });
    },
    attemptStarted({ jobId }) {
      const spans = live.get(jobId);
      if (spans === undefined) return;
      spans.wait?.end();
      spans.wait = null;
      spans.attempt?.addEvent('started');
    },
    attemptEnded({ jobId, state, reason }) {
      const spans = live.get(jobId);
      if (spans === undefined || spans.attempt === null) return;
      spans.attempt.setAttributes({ 'orchion.attempt.state': state, 'orchion.attempt.end': reason });
      endWith(spans.attempt, state === 'succeeded' ? null : reason);
      spans.attempt = null;
      spans.wait ??= under(spans.job, 'queue wait', { 'orchion.job.id': jobId });
    },
    jobEnded({ jobId, state }) {
      const spans = live.get(jobId);
      if (spans === undefined) return;
      live.delete(jobId);
      spans.job.setAttribute('orchion.job.state', state);
      // A wait that began when the last attempt ended was none: unended spans are never exported.
      spans.submit?.end();
      spans.attempt?.end();
      endWith(spans.job, state === 'succeeded' ? null : state);
    },
    traceparent(jobId) {
      const spans = live.get(jobId);
      return spans === undefined ? '' : formatTraceparent((spans.attempt ?? spans.job).spanContext());
    },
  };
}

function endWith(span: Span | null, problem: string | null): void {
  if (problem !== null) span?.setStatus({ code: SpanStatusCode.ERROR, message: problem });
  span?.end();
}

/** The W3C header's content, or null where it is not one. */
function parseTraceparent(text: string): SpanContext | null {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text);
  const [, traceId, spanId, flags] = match ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  const context = { traceId, spanId, traceFlags: parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(context) ? context : null;
}

function formatTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
