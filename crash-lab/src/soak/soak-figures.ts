/** The figures of a soak, as `docs/promises.md` shows them. */
import type { MeterFigures } from './meter.ts';

export interface SoakFigures {
  readonly date: string;
  readonly machine: string;
  readonly minutes: number;
  readonly simulatedAgents: number;
  readonly realAgents: number;
  readonly incidents: number;
  readonly jobsAcknowledged: number;
  readonly jobsLost: number;
  readonly jobsSucceeded: number;
  readonly submitMs: { readonly median: number; readonly p99: number };
  readonly recoveryMs: number;
  readonly orchestrator: MeterFigures;
  readonly problems: readonly string[];
}
