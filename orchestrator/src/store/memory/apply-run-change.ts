/** As `applyChange`, for runs and their steps. */
import { assert, type Run } from '@orchion/domain';
import type { Change } from '../../core/change.ts';
import type { MemoryDisk, RunRecord } from './memory-disk.ts';
import { replaceIn, type Undo } from './undo.ts';

type RunChange = Extract<Change, { readonly kind: 'run-insert' | 'run-status' | 'step-put' | 'run-delete' }>;

export function applyRunChange(disk: MemoryDisk, change: RunChange): Undo {
  switch (change.kind) {
    case 'run-insert': {
      const { run, steps } = change;
      assert(!disk.runs.has(run.id), `the new run's id ${run.id} is new`);
      for (const { run: other } of disk.runs.values()) {
        assert(other.requestId !== run.requestId, `the new run's request id ${run.requestId} is new`);
        assert(other.number !== run.number, `the new run's number ${run.number} is new`);
      }
      disk.runs.set(run.id, { run, steps: new Map(steps.map((step) => [step.key, step])) });
      return () => {
        disk.runs.delete(run.id);
      };
    }
    case 'run-status': {
      const record = recordOf(disk, change.runId);
      const before = record.run;
      record.run = { ...before, status: change.status };
      return () => {
        record.run = before;
      };
    }
    case 'step-put': {
      const { steps } = recordOf(disk, change.step.runId);
      return replaceIn(steps, change.step.key, change.step);
    }
    case 'run-delete': {
      const { audit } = disk;
      disk.audit = audit.filter((entry) => entry.object !== change.runId);
      const undo = replaceIn(disk.runs, change.runId, null);
      return () => {
        undo();
        disk.audit = audit;
      };
    }
  }
}

function recordOf(disk: MemoryDisk, runId: Run['id']): RunRecord {
  const record = disk.runs.get(runId);
  assert(record !== undefined, `a change of ${runId} comes after its insert`);
  return record;
}
