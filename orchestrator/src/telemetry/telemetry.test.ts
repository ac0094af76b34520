import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { trustId } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { countTelemetry, setClusterFigures } from './count-telemetry.ts';
import { createLogger } from './logger.ts';
import { createMetricRegistry, entriesOfCatalogue } from './metric-registry.ts';
import { startTracing, noTracing } from './tracing.ts';

const jobId = trustId('job', 'job-000000000001');
const nodeId = trustId('node', 'node-000000000001');

describe('metrics', () => {
  test('every metric of the catalogue is in the text, with its type and help', async () => {
    const text = await createMetricRegistry().text();
    for (const [name, { type, help }] of entriesOfCatalogue()) {
      expect(text).toContain(`# HELP ${name} ${help}`);
      expect(text).toContain(`# TYPE ${name} ${type}`);
    }
  });

  test('names follow the conventions of Prometheus', () => {
    for (const [name, { type, labels }] of entriesOfCatalogue()) {
      expect(name).toMatch(/^orchion_[a-z_]+$/);
      expect(name.endsWith('_total')).toBe(type === 'counter');
      for (const label of labels) expect(label).toMatch(/^[a-z]+$/);
    }
  });

  test('the docs page lists exactly the catalogue', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/metrics.md'), 'utf8');
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('| `orchion_'))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .slice(1, -1),
      );
    const expected = entriesOfCatalogue().map(([name, { type, labels, help }]) => [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(', '),
      help,
    ]);
    expect(rows).toEqual(expected);
  });

  test('what is told is counted, in base units', async () => {
    const metrics = createMetricRegistry();
    const telemetry = countTelemetry(metrics, noTracing.tracer);
    telemetry.committed({ changes: 3, ms: 20 });
    telemetry.inbox(7);
    telemetry.attemptStarted({ jobId, attempt: 1, waitMs: 1500 });
    telemetry.logAppended({ bytes: 100, ms: 1 });
    telemetry.called({ method: 'orchion.v1.JobService/GetJob', code: 'not_found', ms: 3 });
    telemetry.refusedCaller({ reason: 'bad_token' });
    telemetry.streams({ kind: 'watch', by: 1 });
    const text = await metrics.text();
    expect(text).toContain('orchion_commit_seconds_sum 0.02');
    expect(text).toContain('orchion_inbox_events 7');
    expect(text).toContain('orchion_queue_wait_seconds_sum 1.5');
    expect(text).toContain('orchion_log_bytes_total 100');
    expect(text).toContain('orchion_rpc_seconds_count{method="orchion.v1.JobService/GetJob",code="not_found"} 1');
    expect(text).toContain('orchion_refused_callers_total{reason="bad_token"} 1');
    expect(text).toContain('orchion_streams{kind="watch"} 1');
  });

  test('figures of the cluster are set anew', async () => {
    const metrics = createMetricRegistry();
    const jobs = { queued: 4, running: 1, unknown: 0, succeeded: 0, failed: 0, cancelled: 0 };
    const node = { liveness: 'ready', eligibility: 'draining', connected: true } as const;
    setClusterFigures(metrics, { revision: 9, jobs, nodes: [node, { ...node, eligibility: 'schedulable' }] });
    setClusterFigures(metrics, { revision: 10, jobs, nodes: [node] });
    const text = await metrics.text();
    expect(text).toContain('orchion_jobs{state="queued"} 4');
    expect(text).toContain('orchion_nodes{liveness="ready"} 1');
    expect(text).toContain('orchion_nodes_ineligible{eligibility="draining"} 1');
    expect(text).toContain('orchion_agent_sessions 1');
    expect(text).toContain('orchion_revision 10');
  });
});

describe('the log', () => {
  test('is JSON with the fields given, and holds no secret', () => {
    const lines: string[] = [];
    const log = createLogger('info', { write: (line) => lines.push(line) });
    log.info({ jobId, requestId: 'r-1', token: 'orc_adm_x', spec: { env: { KEY: 'hush' } } }, 'submitted');
    log.debug({}, 'not shown');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', jobId, requestId: 'r-1', msg: 'submitted' });
    expect(lines[0]).not.toMatch(/hush|orc_adm_x/);
  });
});

describe('traces', () => {
  test('a job is traced from submit to exit, below its caller, and the launch carries the attempt', async () => {
    const received: OtlpTraces[] = [];
    const collector = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        received.push(JSON.parse(Buffer.concat(pieces).toString()) as OtlpTraces);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    const tracing = await startTracing(`http://127.0.0.1:${port}`, { version: '1', serviceName: 'orchestrator' });

    const { tracer } = tracing;
    const caller = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await tracer.inTrace(caller, async () => tracer.jobSubmitting({ jobId }));
    tracer.jobAccepted({ jobId });
    tracer.jobPlaced({ jobId, attempt: 1, nodeId, waitMs: 1 });
    const launch = tracer.traceparent(jobId);
    tracer.attemptStarted({ jobId, attempt: 1, waitMs: 1 });
    tracer.attemptEnded({ jobId, attempt: 1, state: 'failed', reason: 'exit_code' });
    tracer.jobEnded({ jobId, state: 'failed', ms: 5 });
    expect(tracer.traceparent(jobId)).toBe('');
    await tracing.shutdown();
    await new Promise((resolve) => collector.close(resolve));

    const spans = received.flatMap((body) => body.resourceSpans.flatMap((r) => r.scopeSpans.flatMap((s) => s.spans)));
    const job = spans.find((span) => span.name === 'job');
    expect(spans.map((span) => span.name).sort()).toEqual(['attempt', 'job', 'queue wait', 'submit']);
    expect(spans.every((span) => span.traceId === 'a'.repeat(32))).toBe(true);
    expect(job?.parentSpanId).toBe('b'.repeat(16));
    const below = spans.filter((span) => span !== job);
    expect(below.every((span) => span.parentSpanId === job?.spanId)).toBe(true);
    const attempt = spans.find((span) => span.name === 'attempt');
    expect(launch).toBe(`00-${'a'.repeat(32)}-${attempt?.spanId}-01`);
  });

  test('jobs of an earlier process are passed over', () => {
    const { tracer } = noTracing;
    tracer.jobEnded({ jobId, state: 'succeeded', ms: 1 });
    expect(tracer.traceparent(jobId)).toBe('');
  });
});

interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly { name: string; traceId: string; spanId: string; parentSpanId?: string }[];
    }[];
  }[];
}
