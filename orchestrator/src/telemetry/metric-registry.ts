/** The catalogue brought to life: counting by names and labels that the compiler checks against it. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import {
  metricCatalogue,
  type LabelsOf,
  type MetricDefinition,
  type MetricName,
  type MetricNameOf,
} from './metric-catalogue.ts';

export interface MetricRegistry {
  add<N extends MetricNameOf<'counter'>>(name: N, labels: LabelsOf<N>, by?: number): void;
  set<N extends MetricNameOf<'gauge'>>(name: N, labels: LabelsOf<N>, value: number): void;
  shift<N extends MetricNameOf<'gauge'>>(name: N, labels: LabelsOf<N>, by: number): void;
  observe<N extends MetricNameOf<'histogram'>>(name: N, labels: LabelsOf<N>, value: number): void;
  /** The text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetricRegistry(): MetricRegistry {
  const registry = new Registry();
  const counters = new Map<MetricName, Counter>();
  const gauges = new Map<MetricName, Gauge>();
  const histograms = new Map<MetricName, Histogram>();
  for (const [name, definition] of entriesOfCatalogue()) {
    const { type, help, labels, buckets } = definition;
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === 'counter') counters.set(name, new Counter(common));
    else if (type === 'gauge') gauges.set(name, new Gauge(common));
    else histograms.set(name, new Histogram({ ...common, buckets: [...(buckets ?? [])] }));
  }
  // The process's own: memory, CPU, event loop lag, file descriptors. Read when asked for.
  // The event loop's lag is measured by a timer: a hundred a second (the default) would never let an idle process rest.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 500 });
  return {
    add: (name, labels, by = 1) => counters.get(name)?.inc(labels, by),
    set: (name, labels, value) => gauges.get(name)?.set(labels, value),
    shift: (name, labels, by) => gauges.get(name)?.inc(labels, by),
    observe: (name, labels, value) => histograms.get(name)?.observe(labels, value),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

export function entriesOfCatalogue(): readonly (readonly [MetricName, MetricDefinition])[] {
  // Object.entries forgets the key type of a const object that is not extended anywhere.
  return Object.entries(metricCatalogue) as [MetricName, MetricDefinition][];
}
