/** What other packages may use of the command: the layout of a home and who runs in it, and output that is safe to show. */
export { exitCodeOfJob, type EndOfJob } from './exit-codes.ts';
export { agentPlacesOf, homeOf, type Home, type Surroundings } from './home.ts';
export { createEscapeFilter, type EscapeFilter } from './output/escape-filter.ts';
export { provenAlive, readRecord } from './process/record.ts';
