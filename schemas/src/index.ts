/** The YAML languages: text in, domain values or problems with positions out. No I/O: the caller reads the file. */
export { bytesExpected, formatBytes, parseBytes } from './amounts/bytes.ts';
export { cpuExpected, formatCpu, parseCpu } from './amounts/cpu.ts';
export { durationExpected, formatDuration, parseDuration } from './amounts/duration.ts';
export { exactBytes, exactDuration } from './amounts/exact.ts';
export { formatGpus, gpuAmountExpected, parseGpus } from './amounts/gpus.ts';
export type { Parsed } from './amounts/parsed.ts';
export { parseJobFile, type JobFileResult } from './job/parse-job-file.ts';
export type { JobFile } from './job/schema.ts';
export { writeJobFile } from './job/write-job-file.ts';
export { parsePipelineFile, type PipelineFileResult, type PipelineFileText } from './pipeline/parse-pipeline-file.ts';
export type { PipelineFile } from './pipeline/schema.ts';
export { formatProblem, type Fix, type Position, type Problem, type RelatedPlace, type TextEdit } from './problem.ts';
export { inFileWords } from './words/field-names.ts';
export { planRows, type PlanRow, type PlanWord } from './words/plan-rows.ts';
export { sarifOf } from './sarif.ts';
export { problemCodes, type ProblemCode } from './words/problem-codes.ts';
