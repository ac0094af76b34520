/** No command runs much longer than its timeout and grace while its agent is there; no job is placed long after its queue timeout. */
import { attemptName, type JobId } from '@orchion/domain';
import type { Command } from '../command.ts';
import type { CreateReferee } from '../referee.ts';

/** An agent that was just started, adopts; an executor hangs; timers are late. */
const toleratedMs = 90_000;

interface Watched {
  readonly command: Command;
  /** Of this agent process, awake: what it could have measured. */
  watchedMs: number;
  seenAt: number;
  agentStarts: number;
}

export const timeLimits: CreateReferee = ({ world, disk, fail }) => {
  const running = new Map<string, Watched>();
  const queuedAt = new Map<JobId, number>();
  return {
    // Deadlines are looked at when it is back; what waited meanwhile is not held against it.
    orchestratorAwake: () => queuedAt.clear(),
    commandStarted(command) {
      const name = attemptName(command.folder.ref);
      running.set(name, { command, watchedMs: 0, seenAt: world.now(), agentStarts: 0 });
    },
    commandEnded: ({ folder }) => void running.delete(attemptName(folder.ref)),
    committed(changes) {
      for (const change of changes) {
        if (change.kind === 'job-insert') queuedAt.set(change.job.id, world.now());
        if (change.kind === 'job-status' && change.status.notBefore > 0) queuedAt.set(change.jobId, world.now());
        if (change.kind !== 'attempt-put' || change.attempt.state !== 'placed') continue;
        const { jobId, number } = change.attempt;
        const since = queuedAt.get(jobId);
        const limit = disk.jobs.get(jobId)?.job.spec.queueTimeoutMs ?? null;
        if (since !== undefined && limit !== null && world.now() - since > limit + 5_000) {
          fail(
            `${jobId}/${number} was placed ${Math.round(world.now() - since)} ms after it was queued, for ${limit} ms`,
          );
        }
        queuedAt.delete(jobId);
      }
    },
    look({ agents }) {
      for (const [name, watched] of running) {
        const { command } = watched;
        if (!command.process.isAlive) {
          running.delete(name);
          continue;
        }
        const agent = agents.find(({ machine }) => machine === command.machine);
        const spec = disk.jobs.get(command.folder.ref.jobId)?.job.spec;
        if (agent === undefined || spec === undefined || spec.timeoutMs === null) continue;
        const isSame = agent.isRunning && agent.starts === watched.agentStarts && !command.machine.isAsleep();
        watched.watchedMs = isSame ? watched.watchedMs + world.now() - watched.seenAt : 0;
        watched.seenAt = world.now();
        watched.agentStarts = agent.starts;
        if (watched.watchedMs > spec.timeoutMs + spec.graceMs + toleratedMs) {
          fail(
            `${name} runs for ${Math.round(watched.watchedMs)} ms under one agent; its timeout is ${spec.timeoutMs} ms`,
          );
        }
      }
    },
  };
};
