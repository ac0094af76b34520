/** Bugs planted in the agent. */
import type { Mutant } from './mutant.ts';

const core = 'agent/src/core';

export const agentMutants: readonly Mutant[] = [
  {
    name: 'a command is started before its intent is durable',
    edits: [
      {
        file: 'agent/src/app/attempt-runner.ts',
        find: '    journal.append(intentRecord(held)).then(\n',
        replace: '    void journal.append(intentRecord(held)).catch(() => undefined);\n    Promise.resolve().then(\n',
      },
    ],
    caughtBy: ['no-surprise-run', 'single-start'],
  },
  {
    name: 'the lease counts from when the answer came',
    isRare: true,
    edits: [
      {
        file: `${core}/on-directive.ts`,
        find: 'Math.min(answer.answersSentAtMs, answer.nowMs)',
        replace: 'answer.nowMs',
      },
    ],
    caughtBy: ['exclusive-jobs'],
  },
  {
    name: 'a launch that is sent again is executed again',
    edits: [
      {
        file: `${core}/on-directive.ts`,
        find: '  if (heldOf(table, launch) !== undefined) return;\n',
        replace: '',
      },
      {
        file: `${core}/on-directive.ts`,
        find: '  if (mark !== undefined && (launch.number',
        replace: '  if (mark !== undefined && table.leaseMs < 0 && (launch.number',
      },
    ],
    caughtBy: ['single-start'],
  },
  {
    name: 'a result is told once and not until it is acknowledged',
    edits: [
      {
        file: 'agent/src/app/create-agent.ts',
        find: 'filter((attempt) => !attempt.abandoned)',
        replace: 'filter((attempt) => !attempt.abandoned && !attempt.endMayBeTold)',
      },
    ],
    caughtBy: ['no-surprise-run', 'all-work-ends'],
  },
  {
    name: 'an attempt is forgotten before its log has arrived',
    edits: [
      {
        file: `${core}/on-directive.ts`,
        find: '  } else if (held.logDone) forget(table, held, emit);\n  else held.forgetAsked = true;',
        replace: '  } else forget(table, held, emit);',
      },
    ],
    caughtBy: ['logs'],
  },
  {
    name: 'the log goes on where it was sent to, not where the orchestrator says that it is durable',
    edits: [
      {
        file: 'agent/src/app/shipment.ts',
        find: '      durable = { stdout: cursor.stdout, stderr: cursor.stderr };',
        replace:
          '      durable = { stdout: Math.max(cursor.stdout, sendable("stdout")), stderr: Math.max(cursor.stderr, sendable("stderr")) };',
      },
    ],
    caughtBy: ['logs'],
  },
];
