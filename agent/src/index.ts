/** The agent and the ports that it needs: for the simulation, benchmarks and the program in `main.ts`. */
export { createAgent, type Agent, type AgentPorts, type AgentSettings } from './app/create-agent.ts';
export { openFileJournal } from './journal/file-journal.ts';
export { isInNoHurry, lazyRecordMs, type JournalRecord } from './core/journal-record.ts';
export { createConnectLink } from './session/connect-link.ts';
export { createSessionLink, type Connection } from './session/session-link.ts';
export type { AgentLog } from './ports/agent-log.ts';
export type { AgentClock, Timer } from './ports/clock.ts';
export type { AdoptOutcome, Executor, ExecutorEnd, StartOutcome, StartRequest } from './ports/executor.ts';
export type { Inventory } from './ports/inventory.ts';
export { JobFilesError, noJobFiles, type JobFilesPort } from './ports/job-files.ts';
export type { Journal } from './ports/journal.ts';
export {
  LinkError,
  type AttemptLog,
  type AttemptLogAck,
  type Link,
  type LinkErrorCode,
  type LinkEvents,
  type LinkSession,
} from './ports/link.ts';
export type { Spool, SpoolGap } from './ports/spool.ts';
