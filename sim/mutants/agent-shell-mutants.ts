/** Bugs planted in what carries the agent's decisions out, and in what it sends: runner, journal, shipping, session. */
import type { Mutant } from './mutant.ts';

const core = 'agent/src/core';
const app = 'agent/src/app';

export const agentShellMutants: readonly Mutant[] = [
  {
    name: 'compaction drops what runs from the journal',
    isRare: true,
    edits: [
      {
        file: `${core}/journal-record.ts`,
        find: '    records.push(intentRecord(held));\n    const ended',
        replace: "    if (held.phase === 'running') continue;\n    records.push(intentRecord(held));\n    const ended",
      },
    ],
    caughtBy: ['no-surprise-run', 'no-orphans', 'single-start'],
  },
  {
    name: 'an adopted attempt’s lease is forgotten with its agent',
    isRare: true,
    edits: [
      {
        file: `${core}/attempt-table.ts`,
        find: "return rules.exclusive || rules.onDisconnect === 'stop';",
        replace: 'return false;',
      },
      {
        file: 'sim/src/command.ts',
        find: '  if (folder.exclusive) machine.after(leaseLookMs, watchLease);\n',
        replace: '',
      },
    ],
    caughtBy: ['exclusive-jobs'],
  },
  {
    name: 'a lease that has passed is prolonged by the next answer',
    isRare: true,
    edits: [
      {
        file: `${core}/reconcile.ts`,
        find: '      onDeadlines(table, now.nowMs, emit);\n      table.leaseMs = event.leaseMs;',
        replace: '      table.leaseMs = event.leaseMs;',
      },
      {
        file: `${core}/reconcile.ts`,
        find: '      onDeadlines(table, now.nowMs, emit);\n      onDirective(',
        replace: '      onDirective(',
      },
      {
        file: 'sim/src/command.ts',
        find: '  if (folder.exclusive) machine.after(leaseLookMs, watchLease);\n',
        replace: '',
      },
    ],
    caughtBy: ['exclusive-jobs'],
  },
  {
    name: 'a stubborn command is asked and never killed',
    edits: [
      {
        file: `${core}/stop.ts`,
        find: "if (stop.reason === 'lease' || nowMs >= stop.killAtMs) {",
        replace: "if (stop.reason === 'lease') {",
      },
    ],
    caughtBy: ['progress', 'all-work-ends', 'time-limits'],
  },
  {
    name: 'a stop that comes while the command starts is forgotten',
    isRare: true,
    edits: [
      {
        file: `${core}/reconcile.ts`,
        find: '  if (held.stop !== null) pursueStop(held, nowMs, emit);\n',
        replace: '  if (held.stop !== null) held.stop.asked = true;\n',
      },
    ],
    caughtBy: ['all-work-ends', 'time-limits'],
  },
  {
    name: 'a run timeout is not looked at',
    isRare: true,
    edits: [
      {
        file: `${core}/deadlines.ts`,
        find: "if (held.runUntilMs !== null && nowMs >= held.runUntilMs) askToStop(held, 'timeout', nowMs, emit);",
        replace: '',
      },
      {
        file: `${core}/deadlines.ts`,
        find: 'if (stop === null) next = Math.min(next, held.runUntilMs ?? Number.POSITIVE_INFINITY);',
        replace: '',
      },
    ],
    caughtBy: ['time-limits'],
  },
  {
    name: 'an abandoned command is dropped and not ended',
    isRare: true,
    edits: [
      {
        file: `${core}/on-directive.ts`,
        find: "    held.abandoned = true;\n    askToStop(held, 'cancelled', nowMs, emit);",
        replace: '    forget(table, held, emit);',
      },
    ],
    caughtBy: ['no-orphans'],
  },
  {
    name: 'the cap of a log is passed by a little',
    edits: [
      {
        file: `${app}/shipment.ts`,
        find: "if (offset >= capBytes) return { end: written[stream], reason: 'cap' };",
        replace: "if (offset >= capBytes + 1000) return { end: written[stream], reason: 'cap' };",
      },
      {
        file: `${app}/shipment.ts`,
        find: 'return Math.min(capBytes, ...starts.map((g) => g.offset));',
        replace: 'return Math.min(capBytes + 1000, ...starts.map((g) => g.offset));',
      },
    ],
    caughtBy: ['logs'],
  },
  {
    name: 'bytes are freed once they are sent, not once they are durable',
    edits: [
      {
        file: `${app}/shipment.ts`,
        find: 'await spool.release(ref, stream, Math.min(cursor[stream], capBytes));',
        replace: 'await spool.release(ref, stream, Math.min(written[stream], capBytes));',
      },
    ],
    caughtBy: ['logs'],
  },
  {
    name: 'a log counts as delivered while the command still writes it',
    edits: [
      {
        file: `${app}/shipment.ts`,
        find: 'shipment.unwanted || (ended && asked && logStreams',
        replace: 'shipment.unwanted || (asked && written.stdout > 0 && logStreams',
      },
    ],
    caughtBy: ['logs', 'all-work-ends'],
  },
];
