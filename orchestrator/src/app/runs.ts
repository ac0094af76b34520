/** The commands on runs and on the step cache, as `create-orchestrator` has those on jobs and nodes. */
import { isEndedRun, newId, parseId, trustId, type IdSource, type RequestId, type RunId } from '@orchion/domain';
import type { StartRunEvent } from '../core/event.ts';
import { planPipeline } from '../core/pipeline/plan.ts';
import type { PipelineTools } from '../core/pipeline/tools.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Orchestrator, Outcome, RunDetail } from './orchestrator.ts';
import { ok, refusal } from './outcome.ts';
import type { Reader } from './reader.ts';
import type { RunLoop } from './run-loop.ts';

type Runs = Pick<
  Orchestrator,
  'startRun' | 'plan' | 'rerun' | 'cancelRun' | 'run' | 'runs' | 'cacheEntries' | 'removeCacheEntries'
>;

export function createRuns(parts: {
  readonly loop: RunLoop;
  readonly store: Store;
  readonly reader: Reader;
  readonly ids: IdSource;
  readonly clock: Pick<Clock, 'now'>;
  readonly tools: PipelineTools;
  readonly isStopping: () => boolean;
}): Runs {
  const { loop, store, reader, ids, clock } = parts;

  const detailOf = (runId: RunId): Outcome<RunDetail> => {
    const detail = reader.run(runId);
    if (detail !== null) return ok(detail);
    const hint = parseId('run', runId) === null ? '; an id looks like run-0123456789ab' : '';
    return refusal('not_found', `no run ${runId}${hint}`);
  };

  const start = async (
    run: Omit<StartRunEvent['run'], 'id' | 'requestId' | 'parent'>,
    requestId: RequestId | null,
    previous: StartRunEvent['previous'],
  ): Promise<Outcome<RunDetail>> => {
    if (parts.isStopping()) return refusal('unavailable', 'the orchestrator is stopping');
    const id = newId('run', ids);
    // A start without a request id gets one that no other has.
    const asked = { ...run, id, requestId: requestId ?? trustId('request', `own-${id}`), parent: null };
    const answer = await loop.ask({ kind: 'start-run', run: asked, previous, known: null });
    if (answer.kind === 'refused') return refusal(answer.code, answer.message);
    return detailOf(answer.kind === 'run-started' ? answer.runId : id);
  };

  return {
    startRun: ({ requestId, ...request }, principal) =>
      start({ ...request, principal, rerunOf: null }, requestId, null),
    async rerun({ runId, scope, inputs, edited, requestId }, principal) {
      const found = detailOf(runId);
      if (found.kind === 'refused') return found;
      const { run } = found.value;
      if (!isEndedRun(run.status.state)) {
        return refusal('failed_precondition', `${runId} has not ended: cancel it first, or wait for its end`);
      }
      if (run.parent !== null) {
        return refusal('failed_precondition', `${runId} belongs to ${run.parent.runId}: run that one again`);
      }
      if (inputs !== null && scope.kind !== 'all') {
        return refusal(
          'failed_precondition',
          'other inputs need the whole run anew: what is taken over was made with the old ones',
        );
      }
      const { pipeline, source, workspaces } = edited ?? run;
      const again = {
        pipeline,
        source,
        inputs: inputs ?? edited?.inputs ?? run.inputs,
        workspaces,
        principal,
        rerunOf: { runId, scope },
      };
      return start(again, requestId, found.value);
    },
    async cancelRun(runId, force, principal) {
      const before = detailOf(runId);
      if (before.kind === 'refused') return before;
      const { state } = before.value.run.status;
      const answer = isEndedRun(state) ? null : await loop.ask({ kind: 'cancel-run', runId, force, principal });
      // The core knows live runs only: not found there, it ended while the command was on its way.
      if (answer === null || (answer.kind === 'refused' && answer.code === 'not_found')) {
        const now = detailOf(runId);
        const ended = now.kind === 'ok' ? now.value.run.status.state : state;
        return refusal('failed_precondition', `${runId} has ended already: ${ended}`);
      }
      return answer.kind === 'refused' ? refusal(answer.code, answer.message) : detailOf(runId);
    },
    plan: (request, principal) => planPipeline(loop.state(), parts.tools, { ...request, principal }, clock.now()),
    run: detailOf,
    runs: (query) => store.runs(query),
    cacheEntries: (query) => store.cacheEntries(query),
    async removeCacheEntries(keys, principal) {
      const known = keys.filter((key) => store.cacheEntry(key) !== null);
      if (known.length === 0) return ok(0);
      const answer = await loop.ask({ kind: 'forget-cache', keys: known, principal });
      return answer.kind === 'refused' ? refusal(answer.code, answer.message) : ok(known.length);
    },
  };
}
