/** Bugs planted in who is heard: sessions, hellos, two agents with one identity. */
import type { Mutant } from './mutant.ts';

const core = 'orchestrator/src/core';
const app = 'orchestrator/src/app';

export const sessionMutants: readonly Mutant[] = [
  {
    name: 'a hello that another one of the same agent has overtaken is taken for news',
    edits: [
      {
        file: `${core}/decide/agent-hello.ts`,
        find: 'if (before !== null && isOvertaken(before, event)) {',
        replace: 'if (before !== null && isOvertaken(before, event) && draft.now < 0) {',
      },
    ],
    caughtBy: ['no-surprise-run', 'all-work-ends'],
  },
  {
    name: 'a session that ends takes the one that came after it along',
    edits: [
      {
        file: `${core}/leave-session.ts`,
        find: '  if (!isOwn && entry.rival?.id !== sessionId) return;\n',
        replace: '',
      },
      {
        file: `${core}/leave-session.ts`,
        find: 'entry.session = isOwn ? entry.rival : entry.session;',
        replace: 'entry.session = null;',
      },
    ],
    caughtBy: ['patience'],
  },
  {
    name: 'of two agents with one identity, the copy is believed',
    edits: [
      {
        file: `${core}/decide/agent-hello.ts`,
        find: '  if (node.quarantine === null) {',
        replace: '  if (node.quarantine === null || draft.now > 0) {',
      },
      {
        file: `${core}/decide/agent-report.ts`,
        find: 'const isHeard = entry.node.quarantine === null;',
        replace: 'const isHeard = entry.node.quarantine === null || draft.now > 0;',
      },
    ],
    caughtBy: ['no-surprise-run', 'single-start', 'on-lost', 'final-states', 'logs'],
  },
  {
    name: 'nobody notices that two agents have one identity',
    edits: [
      {
        file: `${core}/decide/agent-hello.ts`,
        find: 'quarantine: isDoubted ?',
        replace: 'quarantine: isDoubted && now < 0 ?',
      },
    ],
    caughtBy: ['one-identity', 'no-surprise-run', 'on-lost'],
  },
  {
    name: 'a quarantine ends with the first connection that is cut',
    edits: [
      {
        file: `${core}/leave-session.ts`,
        find: 'entry.rival !== null || draft.now < entry.doubtUntil) return;',
        replace: 'entry.rival !== null) return;',
      },
      {
        file: `${core}/decide/agent-hello.ts`,
        find: 'rival !== null || draft.now < doubtUntil);',
        replace: 'rival !== null);',
      },
    ],
    caughtBy: ['no-surprise-run', 'one-identity', 'on-lost'],
  },
  {
    name: 'a watcher that was too slow goes on behind what it missed',
    edits: [
      {
        file: `${app}/watch.ts`,
        find: "if (entries === 'lagged') yield* pieces(options.snapshot());",
        replace: "if (entries === 'lagged') continue;",
      },
    ],
    caughtBy: ['watchers-agree'],
  },
  {
    name: 'a watcher that comes back late goes on behind what is no longer kept',
    edits: [
      {
        file: `${app}/change-feed.ts`,
        find: 'if (revision < floor) return null;',
        replace: 'if (revision < 0) return null;',
      },
    ],
    caughtBy: ['watchers-agree'],
  },
];
