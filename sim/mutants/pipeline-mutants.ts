/** Bugs planted in the pipeline engine. */
import type { Mutant } from './mutant.ts';

const pipeline = 'orchestrator/src/core/pipeline';

export const pipelineMutants: readonly Mutant[] = [
  {
    name: 'two steps compute the same cached result at once',
    edits: [
      {
        file: `${pipeline}/job-of-step.ts`,
        find: 'if (maker !== null && cacheKey !== null) return',
        replace: 'if (maker !== null && cacheKey === null) return',
      },
    ],
    caughtBy: ['same-results'],
  },
  {
    name: 'who waits for a result is not told that it will not come',
    edits: [
      {
        file: `${pipeline}/record-step.ts`,
        find: "if (step.state === 'submitted' && cacheKey !== null)",
        replace: "if (step.state === 'submitted' && cacheKey !== null && after.state === 'succeeded')",
      },
    ],
    caughtBy: ['same-results', 'assertion'],
  },
  {
    name: 'what an attempt has brought is collected before it could tell of it',
    edits: [
      {
        file: 'orchestrator/src/app/create-orchestrator.ts',
        find: '!isLiveAttempt(latest.state) || entry.job.spec.files.leave.length === 0',
        replace: '!isLiveAttempt(latest.state) || entry.job.spec.files.leave.length >= 0',
      },
    ],
    caughtBy: ['files'],
  },
  {
    name: 'the outputs of the first attempt count, whichever succeeded',
    edits: [
      {
        file: `${pipeline}/end-step.ts`,
        find: 'return latestAttempt(job)?.products ??',
        replace: 'return (job.attempts.find((one) => one.products !== null) ?? latestAttempt(job))?.products ??',
      },
    ],
    caughtBy: ['files'],
  },
];
