/** All referees, by the name under which a failure is reported. */
import type { CreateReferee } from '../referee.ts';
import { acknowledgedJobs } from './acknowledged-jobs.ts';
import { allWorkEnds } from './all-work-ends.ts';
import { drains } from './drains.ts';
import { exclusiveJobs } from './exclusive-jobs.ts';
import { files } from './files.ts';
import { finalStates } from './final-states.ts';
import { foreignProcesses } from './foreign-processes.ts';
import { logs } from './logs.ts';
import { massLoss } from './mass-loss.ts';
import { memoryEqualsStore } from './memory-equals-store.ts';
import { noOrphans } from './no-orphans.ts';
import { noSurpriseRun } from './no-surprise-run.ts';
import { nodeCapacity } from './node-capacity.ts';
import { onLost } from './on-lost.ts';
import { oneIdentity } from './one-identity.ts';
import { oneLease } from './one-lease.ts';
import { patience } from './patience.ts';
import { placements } from './placements.ts';
import { runs } from './runs.ts';
import { sameResults } from './same-results.ts';
import { singleStart } from './single-start.ts';
import { timeLimits } from './time-limits.ts';
import { watchersAgree } from './watchers-agree.ts';
import { wireWatchersAgree } from './wire-watchers-agree.ts';

export const checkers: Readonly<Record<string, CreateReferee>> = {
  'single-start': singleStart,
  'no-surprise-run': noSurpriseRun,
  'one-lease': oneLease,
  'node-capacity': nodeCapacity,
  'final-states': finalStates,
  'acknowledged-jobs': acknowledgedJobs,
  'exclusive-jobs': exclusiveJobs,
  'foreign-processes': foreignProcesses,
  'memory-equals-store': memoryEqualsStore,
  'watchers-agree': watchersAgree,
  'wire-watchers-agree': wireWatchersAgree,
  logs,
  patience,
  'one-identity': oneIdentity,
  'mass-loss': massLoss,
  'on-lost': onLost,
  'time-limits': timeLimits,
  placements,
  drains,
  'no-orphans': noOrphans,
  runs,
  'same-results': sameResults,
  files,
  'all-work-ends': allWorkEnds,
};
