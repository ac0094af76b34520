/** Two commands of an exclusive job never run at once on machines that are awake. */
import { attemptName } from '@orchion/domain';
import type { Command } from '../command.ts';
import type { CreateReferee } from '../referee.ts';

const lookMs = 100;
/** What a supervisor may take to notice that its lease has passed, and a machine to wake up. */
const toleratedMs = 600;

export const exclusiveJobs: CreateReferee = ({ world, fail }) => {
  const running = new Map<string, Set<Command>>();
  /** Nodes that a user removed, whose work was given up by force while it ran. */
  const givenUp = new Set<string>();
  return {
    committed(changes) {
      const removed = new Set(changes.flatMap((change) => (change.kind === 'node-delete' ? [change.nodeId] : [])));
      for (const change of changes) {
        if (change.kind === 'attempt-put' && removed.has(change.attempt.nodeId))
          givenUp.add(attemptName(change.attempt));
      }
    },
    commandStarted(command) {
      if (!command.folder.exclusive || givenUp.has(command.process.owner)) return;
      const { jobId } = command.folder.ref;
      const others = [...(running.get(jobId) ?? [])].filter(
        ({ process }) => process.isAlive && !givenUp.has(process.owner),
      );
      running.set(jobId, new Set([...others, command]));
      for (const other of others) watch(other, command, 0);
    },
  };

  function watch(one: Command, two: Command, togetherMs: number): void {
    if (!one.process.isAlive || !two.process.isAlive) return;
    const areAwake = !one.machine.isAsleep() && !two.machine.isAsleep();
    const now = areAwake ? togetherMs + lookMs : 0;
    if (now > toleratedMs) {
      const where = `${one.process.owner} on ${one.machine.name} and ${two.process.owner} on ${two.machine.name}`;
      return fail(`${where} run at once`);
    }
    world.after(lookMs, () => watch(one, two, now));
  }
};
