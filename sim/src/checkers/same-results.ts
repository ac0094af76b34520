/**
 * Cached results: no two steps compute the same one while the first of them can be brought to its end, a step says `cached`
 * only of a result that a succeeded step made, and nobody waits for a result that nobody computes.
 */
import { isLiveAttempt, type StepRun } from '@orchion/domain';
import type { MemoryDisk } from '@orchion/orchestrator';
import type { CreateReferee } from '../referee.ts';

export const sameResults: CreateReferee = ({ fail }) => {
  const begun = new Set<string>();

  function isOnLostNode({ jobId }: StepRun, disk: MemoryDisk): boolean {
    const latest = jobId === null ? null : (disk.jobs.get(jobId)?.attempts.at(-1) ?? null);
    if (latest === null || !isLiveAttempt(latest.state)) return false;
    return (disk.nodes.get(latest.nodeId)?.liveness ?? 'lost') === 'lost';
  }

  return {
    committed(changes, disk) {
      for (const change of changes) {
        if (change.kind !== 'step-put' || change.step.cacheKey?.startsWith('result:') !== true) continue;
        const { step } = change;
        const name = `${step.runId}/${step.key}`;
        const same = stepsOf(disk).filter((other) => other.cacheKey === step.cacheKey && other.state === 'submitted');
        const others = same.filter((other) => other.runId !== step.runId || other.key !== step.key);
        if (step.state === 'submitted' && !begun.has(name)) {
          begun.add(name);
          const twin = others.find((other) => !isOnLostNode(other, disk));
          if (twin !== undefined) return fail(`${name} computes what ${twin.runId}/${twin.key} computes already`);
        }
        if (step.state === 'ready' && same.length === 0) return fail(`${name} waits for a result that nobody computes`);
        if (step.state === 'cached' && step.resultOf !== null) {
          const maker = disk.runs.get(step.resultOf.runId)?.steps.get(step.resultOf.stepKey);
          if (maker !== undefined && maker.state !== 'succeeded') {
            return fail(`${name} took the result of a step that is ${maker.state}`);
          }
        }
      }
    },
  };
};

function stepsOf(disk: MemoryDisk): readonly StepRun[] {
  return [...disk.runs.values()].flatMap(({ run, steps }) => (run.status.endedAt === null ? [...steps.values()] : []));
}
