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
];
