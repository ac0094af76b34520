/** The YAML languages: text in, domain values or problems with positions out. No I/O: the caller reads the file. */
export { bytesExpected, formatBytes, parseBytes } from './amounts/bytes.ts';
export { cpuExpected, formatCpu, parseCpu } from './amounts/cpu.ts';
export { durationExpected, formatDuration, parseDuration } from './amounts/duration.ts';
export { formatGpus, gpuAmountExpected, parseGpus } from './amounts/gpus.ts';
export type { Parsed } from './amounts/parsed.ts';
export { parseJobFile, type JobFileResult } from './job/parse-job-file.ts';
export type { JobFile } from './job/schema.ts';
export { formatProblem, type Problem } from './problem.ts';
