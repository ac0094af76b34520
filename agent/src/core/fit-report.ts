/**
 * Keeps one message within what the orchestrator takes: outputs can be large, and many attempts may end together. An end
 * whose outputs find no room is told as if it had not happened yet; a heartbeat tells it once others are forgotten.
 */
import { limits, type Observation } from '@orchion/domain';

/** Of all outputs in one message: half of what one message may have. The first always fits. */
const reportOutputsBytesMax = 2 * limits.outputsBytesMax;

export function fitReport(observations: readonly Observation[]): readonly Observation[] {
  let room = reportOutputsBytesMax;
  return observations.map((observation) => {
    if (observation.products === null) return observation;
    // A character of a text has at most three bytes in UTF-8; all outputs of an attempt have a bound of their own.
    const length = Object.entries(observation.products.outputs).reduce(
      (sum, [name, value]) => sum + 3 * (name.length + value.length),
      0,
    );
    const bytes = Math.min(length, limits.outputsBytesMax);
    if (bytes <= room) {
      room -= bytes;
      return observation;
    }
    return { ...observation, state: 'running', endedAt: null, end: null, logLengths: null, products: null };
  });
}
