/**
 * Time that has passed since this was made, on a counter that runs on while the machine sleeps. Node's own monotonic clock
 * stops in sleep on Linux (and leases would then outlive a closed laptop), while /proc/uptime does not; but the latter is
 * coarse (10 ms) and costs a file read. So: fine steps from the monotonic clock, and the time slept added as soon as the
 * two are seen to differ.
 */
import { readFileSync } from 'node:fs';

/** Milliseconds since it was made; never goes back. */
export type Elapsed = () => number;

export interface TimeSources {
  /** Fine, monotonic, may stop in sleep; ms. */
  readonly monotonicMs: () => number;
  /** Coarse, goes on in sleep; ms. Null where there is none. */
  readonly uptimeMs: (() => number) | null;
}

/** Above the coarse counter's grain and the time between reading the two, below any sleep that matters. */
const sleepMsMin = 200;
/** The coarse counter is read at most this often: a read costs microseconds, and `now()` is asked a lot. */
const sampleEveryMs = 20;

export function createElapsed(sources: TimeSources = systemTimeSources()): Elapsed {
  const { monotonicMs, uptimeMs } = sources;
  const monotonicStart = monotonicMs();
  if (uptimeMs === null) return () => monotonicMs() - monotonicStart;
  const uptimeStart = uptimeMs();
  let sleptMs = 0;
  let sampledAt = 0;
  return () => {
    const awakeMs = monotonicMs() - monotonicStart;
    if (awakeMs - sampledAt >= sampleEveryMs) {
      sampledAt = awakeMs;
      const behindMs = uptimeMs() - uptimeStart - (awakeMs + sleptMs);
      if (behindMs >= sleepMsMin) sleptMs += behindMs;
    }
    return awakeMs + sleptMs;
  };
}

/** Of this machine. On macOS and Windows the monotonic clock is all there is; what that costs is told in the docs. */
export function systemTimeSources(): TimeSources {
  const monotonicMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;
  return { monotonicMs, uptimeMs: process.platform === 'linux' && canRead() ? readUptimeMs : null };
}

const uptimeFile = '/proc/uptime';

function readUptimeMs(): number {
  return parseFloat(readFileSync(uptimeFile, 'latin1')) * 1000;
}

function canRead(): boolean {
  try {
    return Number.isFinite(readUptimeMs());
  } catch {
    return false;
  }
}
