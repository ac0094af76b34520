/** What the steps of a random pipeline leave for each other, and which folders they keep from run to run. */
import type { JobTemplate, PipelineSpec, StepSpec } from '@orchion/domain';
import type { Random } from './random.ts';

export function withRandomFiles(pipeline: PipelineSpec, dice: Random): PipelineSpec {
  const steps: StepSpec[] = [];
  for (const step of pipeline.steps) {
    const { work } = step;
    if (work.kind === 'pipeline') {
      steps.push({ ...step, work: { ...work, pipeline: withRandomFiles(work.pipeline, dice) } });
      continue;
    }
    const leaving = steps.filter(({ id, work: { kind } }) => kind === 'job' && step.needs.includes(id));
    const job: JobTemplate = {
      ...work.job,
      leave: dice.chance(0.4)
        ? [{ name: 'data', paths: ['data'], when: dice.pick(['success', 'always']), isRequired: true }]
        : [],
      fetch: leaving.filter(() => dice.chance(0.7)).map(({ id }) => ({ from: id, name: null, into: '' })),
    };
    const keepsFolders = step.cache === null && dice.chance(0.15);
    const cache = keepsFolders
      ? { key: dice.pick(['p1', 'p2', 'q']), restoreKeys: ['p'], paths: ['store'] }
      : step.cache;
    steps.push({ ...step, cache, work: { kind: 'job', job } });
  }
  return { ...pipeline, steps };
}
