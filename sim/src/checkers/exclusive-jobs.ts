/** Two commands of an exclusive job never run at once on machines that are awake. */
import type { Command } from '../command.ts';
import type { CreateReferee } from '../referee.ts';

const lookMs = 100;
/** What a supervisor may take to notice that its lease has passed, and a machine to wake up. */
const toleratedMs = 600;

export const exclusiveJobs: CreateReferee = ({ world, fail }) => {
  const running = new Map<string, Set<Command>>();
  return {
    commandStarted(command) {
      if (!command.folder.exclusive) return;
      const { jobId } = command.folder.ref;
      const others = [...(running.get(jobId) ?? [])].filter(({ process }) => process.isAlive);
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
