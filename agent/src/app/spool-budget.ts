/**
 * Keeps unsent logs within the node's budget while the orchestrator cannot be reached: the largest lose their oldest unsent
 * bytes first, and the log says so with a gap. Jobs are never blocked or ended for it.
 */
import { attemptName } from '@orchion/domain';
import type { AgentLog } from '../ports/agent-log.ts';
import type { Shipment } from './shipment.ts';

/** Gives up bytes until all fits. Those in a call now are left for the next time. */
export async function keepSpoolBounded(shipments: readonly Shipment[], bytesMax: number, log: AgentLog): Promise<void> {
  const unsent = shipments.map((shipment) => ({ shipment, ...shipment.heaviest() })).sort((a, b) => b.bytes - a.bytes);
  let excess = unsent.reduce((sum, entry) => sum + entry.bytes, 0) - bytesMax;
  for (const { shipment, stream, bytes } of unsent) {
    if (excess <= 0) return;
    if (shipment.inFlight || bytes === 0) continue;
    // A little more than needed, so that a steady flood is cut in pieces, not at every look.
    const given = Math.min(bytes, excess + Math.ceil(bytesMax / 16));
    excess -= given;
    // Held like a call: nothing is sent of it while its bytes go.
    shipment.inFlight = true;
    try {
      await shipment.giveUp(stream, given, 'spool_full');
      log.warn(
        { attempt: attemptName(shipment.ref), stream, bytes: given },
        'The spool is full: the oldest unsent log bytes were given up.',
      );
    } catch (error) {
      log.error({ attempt: attemptName(shipment.ref) }, `The spool cannot free space: ${String(error)}`);
    } finally {
      shipment.inFlight = false;
    }
  }
}
