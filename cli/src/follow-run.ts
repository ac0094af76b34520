/** Shows a run as it goes on, until its end; through cuts and restarts of the orchestrator. */
import { isEndedRun, isEndedStep, type JobId, type RunId, type StepRun } from '@orchion/domain';
import type { ClusterState, JobSeen, NodeSeen, OrchionClient, RunDetailSeen, RunSeen } from '@orchion/client';
import { CliFailure } from './failure.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output/output.ts';
import { stepLine } from './output/run-view.ts';
import { stepJson } from './to-json.ts';
import type { World } from './world.ts';

type State = ClusterState<NodeSeen, JobSeen>;

/** Answers the run after its end; null where the user stopped watching. */
export async function followRun(
  world: World,
  output: Output,
  client: OrchionClient,
  runId: RunId,
): Promise<RunDetailSeen | null> {
  const told = new Map<string, string>();
  for await (const update of client.cluster.watch(world.interrupted)) {
    if (update.kind === 'cut') {
      await output.note(`The connection broke (${update.error.message}); trying again ...`);
      continue;
    }
    const run = update.state.runs.get(runId);
    for (const line of newsOf(update.state, runId, told)) await say(world, output, line);
    if (run === undefined || isEndedRun(run.status.state)) {
      // What happened while nobody watched, and what its steps wrote.
      const detail = await client.runs.get(runId, { signal: world.interrupted });
      for (const step of detail.steps) {
        if (isEndedStep(step.state) && told.get(step.key) !== step.state) await say(world, output, { step, job: null });
      }
      return detail;
    }
  }
  return null;
}

interface News {
  readonly step: StepRun;
  readonly job: JobSeen | null;
}

function newsOf(state: State, runId: RunId, told: Map<string, string>): readonly News[] {
  const news: News[] = [];
  for (const step of state.steps.get(runId)?.values() ?? []) {
    const job = jobOf(state, step.jobId);
    const now = step.state === 'submitted' && job?.state === 'running' ? 'running' : step.state;
    if (now === 'waiting' || now === 'ready' || told.get(step.key) === now) continue;
    told.set(step.key, now);
    news.push({ step, job });
  }
  return news;
}

async function say(world: World, output: Output, { step, job }: News): Promise<void> {
  if (output.isJson) await output.jsonLine({ kind: 'step', step: stepJson(step) });
  else await output.write(`${stepLine(step, job, output.style, world.now())}\n`);
}

function jobOf(state: State, jobId: JobId | null): JobSeen | null {
  return jobId === null ? null : (state.jobs.get(jobId) ?? null);
}

export function stoppedWatching(run: RunSeen): CliFailure {
  return new CliFailure({
    code: 'cancelled',
    message: `Stopped watching; ${run.id} goes on (exit code ${exitCodes.interrupted.code}).`,
    hint: `orchion run show ${run.id} shows it, orchion run cancel ${run.id} ends it.`,
  });
}
