/**
 * Shows a run as it goes on, until its end; through cuts and restarts of the orchestrator. On a terminal a tree that is
 * drawn anew, elsewhere a line for every change.
 */
import { isEndedRun, isEndedStep, type JobId, type RunId, type StepRun } from '@orchion/domain';
import type { ClusterState, JobSeen, NodeSeen, OrchionClient, RunDetailSeen, RunSeen } from '@orchion/client';
import { CliFailure } from './failure.ts';
import { createLiveBlock } from './output/live-block.ts';
import type { Output } from './output/output.ts';
import { treeLines } from './output/run-tree.ts';
import { stepLine } from './output/run-view.ts';
import { stepJson } from './to-json.ts';
import type { World } from './world.ts';

type State = ClusterState<NodeSeen, JobSeen>;

/** Lines of the tree, so that it fits the smallest usual terminal. */
const treeLinesMax = 20;
/** How often the tree is drawn anew though nothing happened: durations grow. */
const redrawMs = 1000;

/** Answers the run after its end; null where the user stopped watching. */
export async function followRun(
  world: World,
  output: Output,
  client: OrchionClient,
  runId: RunId,
): Promise<RunDetailSeen | null> {
  const view =
    world.stdout.isTerminal && !output.isJson ? treeView(world, output, runId) : lineView(world, output, runId);
  try {
    for await (const update of client.cluster.watch(world.interrupted)) {
      if (update.kind === 'cut') {
        await output.note(`The connection broke (${update.error.message}); trying again ...`);
        continue;
      }
      const run = update.state.runs.get(runId);
      await view.update(update.state);
      if (run !== undefined && !isEndedRun(run.status.state)) continue;
      // What happened while nobody watched, and what its steps wrote.
      const detail = await client.runs.get(runId, { signal: world.interrupted });
      await view.end(update.state, detail);
      return detail;
    }
    return null;
  } finally {
    view.dispose();
  }
}

interface RunFollowView {
  update(state: State): Promise<void>;
  end(state: State, detail: RunDetailSeen): Promise<void>;
  dispose(): void;
}

function treeView(world: World, output: Output, runId: RunId): RunFollowView {
  const block = createLiveBlock(world.stdout);
  let latest: State | null = null;
  const draw = async (): Promise<void> => {
    if (latest === null) return;
    await block.show(treeLines(latest, runId, { style: output.style, now: world.now(), linesMax: treeLinesMax }));
  };
  const timer = setInterval(() => void draw(), redrawMs);
  // The watch keeps the process alive, not its picture.
  timer.unref();
  return {
    update: async (state) => {
      latest = state;
      await draw();
    },
    end: async (state, { steps }) => {
      latest = null;
      await block.clear();
      for (const step of steps)
        await output.write(`${stepLine(step, jobOf(state, step.jobId), output.style, world.now())}\n`);
    },
    dispose: () => clearInterval(timer),
  };
}

function lineView(world: World, output: Output, runId: RunId): RunFollowView {
  const told = new Map<string, string>();
  const say = async (step: StepRun, job: JobSeen | null): Promise<void> => {
    if (output.isJson) await output.jsonLine({ kind: 'step', step: stepJson(step) });
    else await output.write(`${stepLine(step, job, output.style, world.now())}\n`);
  };
  return {
    update: async (state) => {
      for (const step of state.steps.get(runId)?.values() ?? []) {
        const job = jobOf(state, step.jobId);
        const now = step.state === 'submitted' && job?.state === 'running' ? 'running' : step.state;
        if (now === 'waiting' || now === 'ready' || told.get(step.key) === now) continue;
        told.set(step.key, now);
        await say(step, job);
      }
    },
    end: async (state, { steps }) => {
      for (const step of steps) {
        if (isEndedStep(step.state) && told.get(step.key) !== step.state) await say(step, jobOf(state, step.jobId));
      }
    },
    dispose: () => undefined,
  };
}

function jobOf(state: State, jobId: JobId | null): JobSeen | null {
  return jobId === null ? null : (state.jobs.get(jobId) ?? null);
}

export function stoppedWatching(run: RunSeen): CliFailure {
  return new CliFailure({
    code: 'cancelled',
    message: `Stopped watching; ${run.id} goes on.`,
    hint: `orchion run show ${run.id} shows it, orchion run cancel ${run.id} ends it.`,
  });
}
