/**
 * Traces over OTLP/HTTP, where OTEL_EXPORTER_OTLP_ENDPOINT asks for them. The SDK is loaded only then: most people have no
 * collector, and a start should not pay for it. Its other settings (headers, timeouts, service name) are read from the
 * environment variables that OpenTelemetry defines.
 */
import { noTelemetry } from '../ports/telemetry.ts';
import { createJobTracer, type JobTracer } from './job-tracer.ts';

export interface Tracing {
  readonly tracer: JobTracer;
  /** Sends what is left, for a bounded time. */
  shutdown(): Promise<void>;
}

export const noTracing: Tracing = { tracer: noTelemetry, shutdown: () => Promise.resolve() };

export interface TracingOptions {
  readonly version: string;
  /** The service name, where the environment gives none. */
  readonly serviceName: string;
}

/** `endpoint`: the base URL, as in OTEL_EXPORTER_OTLP_ENDPOINT. */
export async function startTracing(endpoint: string, options: TracingOptions): Promise<Tracing> {
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all(
    [
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ],
  );
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': process.env['OTEL_SERVICE_NAME'] ?? options.serviceName,
      'service.version': options.version,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  return {
    tracer: createJobTracer(provider.getTracer('orchion', options.version)),
    shutdown: () => withinMs(3_000, provider.shutdown()),
  };
}

/** A collector that does not answer must not hold up the end. */
async function withinMs(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => {}), limit]);
  clearTimeout(timer);
}
