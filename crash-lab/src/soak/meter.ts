/** Memory and descriptors over time, and whether memory grows: the slope of a straight line through the second half. */
import type { Usage } from '../world/program.ts';

export interface Meter {
  look(): void;
  /** A new process begins its own line. */
  restart(): void;
  figures(): MeterFigures;
}

export interface MeterFigures {
  readonly rssMiBFirst: number;
  readonly rssMiBMost: number;
  readonly rssMiBLast: number;
  /** Null: too few looks. */
  readonly slopeMiBPerMinute: number | null;
  readonly descriptorsMost: number;
  readonly descriptorsLast: number;
}

interface Sample extends Usage {
  readonly at: number;
}

const samplesMin = 10;

export function createMeter(usage: () => Usage | null): Meter {
  let samples: Sample[] = [];
  return {
    look() {
      const now = usage();
      if (now !== null) samples.push({ ...now, at: performance.now() });
    },
    restart() {
      samples = [];
    },
    figures() {
      const mebibytes = samples.map(({ rssBytes }) => rssBytes / 2 ** 20);
      const descriptors = samples.map((sample) => sample.descriptors);
      return {
        rssMiBFirst: Math.round(mebibytes[0] ?? 0),
        rssMiBMost: Math.round(Math.max(0, ...mebibytes)),
        rssMiBLast: Math.round(mebibytes.at(-1) ?? 0),
        slopeMiBPerMinute: slopeOf(samples.slice(Math.floor(samples.length / 2))),
        descriptorsMost: Math.max(0, ...descriptors),
        descriptorsLast: descriptors.at(-1) ?? 0,
      };
    },
  };
}

/** By least squares. */
export function slopeOf(samples: readonly Pick<Sample, 'at' | 'rssBytes'>[]): number | null {
  if (samples.length < samplesMin) return null;
  const minutes = samples.map(({ at }) => at / 60_000);
  const mebibytes = samples.map(({ rssBytes }) => rssBytes / 2 ** 20);
  const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;
  const [x, y] = [mean(minutes), mean(mebibytes)];
  const over = minutes.reduce((sum, one, i) => sum + (one - x) * ((mebibytes[i] ?? y) - y), 0);
  const under = minutes.reduce((sum, one) => sum + (one - x) ** 2, 0);
  return under === 0 ? null : Math.round((over / under) * 100) / 100;
}
