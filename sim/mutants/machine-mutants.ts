/** Bugs planted in what stands for executor, supervisor and clock: they prove that the referees would see the like there. */
import type { Mutant } from './mutant.ts';

export const machineMutants: readonly Mutant[] = [
  {
    name: 'a process is known by its pid alone',
    edits: [
      {
        file: 'sim/src/sim-executor.ts',
        find: 'if (started === null || started.bootId !== machine.bootId) return false;',
        replace: 'if (started === null) return false;',
      },
      {
        file: 'sim/src/sim-executor.ts',
        find: 'return process !== undefined && process.startTicks === started.startTicks;',
        replace: 'return process !== undefined;',
      },
    ],
    caughtBy: ['foreign-processes'],
  },
  {
    name: 'the lease runs on the wall clock',
    isRare: true,
    edits: [
      {
        file: 'sim/src/machine.ts',
        find: 'uptimeMs: () => (world.now() - bootedAt) * rate,',
        replace: 'uptimeMs: () => machine.wallMs(),',
      },
    ],
    caughtBy: ['exclusive-jobs', 'all-work-ends', 'progress'],
  },
  {
    name: 'the clock of the lease stops while the machine sleeps',
    isRare: true,
    edits: [
      {
        file: 'sim/src/machine.ts',
        find: '    sleep(forMs) {\n',
        replace: '    sleep(forMs) {\n      bootedAt += forMs;\n',
      },
    ],
    caughtBy: ['exclusive-jobs'],
  },
  {
    name: 'the lease is held by the agent alone',
    edits: [
      {
        file: 'sim/src/command.ts',
        find: '  if (folder.exclusive) machine.after(leaseLookMs, watchLease);\n',
        replace: '  if (folder.exclusive && program.pieceEveryMs < 0) machine.after(leaseLookMs, watchLease);\n',
      },
    ],
    caughtBy: ['exclusive-jobs'],
  },
];
