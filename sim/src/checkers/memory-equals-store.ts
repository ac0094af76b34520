/** What the orchestrator says from memory is what it would say after a reload from its store. */
import { isLiveAttempt, jobStateOf, type Allocation } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';
import { difference } from './difference.ts';

export const memoryEqualsStore: CreateReferee = ({ fail }) => ({
  look({ orchestrator, disk }) {
    const heldBy = new Map<string, Allocation[]>();
    const counts = { queued: 0, running: 0, unknown: 0, succeeded: 0, failed: 0, cancelled: 0 };
    for (const { job, attempts } of disk.jobs.values()) {
      const latest = attempts.at(-1) ?? null;
      const state = jobStateOf(job.status, latest);
      counts[state]++;
      if (latest !== null && isLiveAttempt(latest.state)) {
        heldBy.set(latest.nodeId, [...(heldBy.get(latest.nodeId) ?? []), latest.allocation]);
      }
      if (job.status.outcome !== null) continue;
      const told = orchestrator.job(job.id);
      if (told.kind === 'refused') return fail(`${job.id} is on disk and not known: ${told.message}`);
      const { value } = told;
      const differs = difference(
        { job: value.job, attempts: value.attempts, state: value.state },
        { job, attempts, state },
      );
      if (differs !== null) return fail(`${job.id}: memory and store differ at ${differs}`);
    }
    for (const view of orchestrator.nodes()) {
      const stored = disk.nodes.get(view.node.id);
      const differs = difference(view.node, stored ?? null);
      if (differs !== null) return fail(`${view.node.name}: memory and store differ at ${differs}`);
      const held = heldBy.get(view.node.id) ?? [];
      const cpuMillis = held.reduce((sum, allocation) => sum + allocation.cpuMillis, 0);
      if (held.length !== view.attemptsLive || cpuMillis !== view.allocated.cpuMillis) {
        return fail(`${view.node.name}: the ledger says ${view.attemptsLive} attempts, the store ${held.length}`);
      }
    }
    if (orchestrator.nodes().length !== disk.nodes.size) return fail('memory and store know different nodes');
    const differs = difference(orchestrator.status().counts, counts);
    if (differs !== null) fail(`the counts of memory and store differ at ${differs}`);
  },
});
