import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trustId } from '../ids.ts';
import type { PipelineSpec, StepSpec } from './pipeline-spec.ts';
import type { RerunScope, RunState, StepRun, StepState } from './pipeline-run.ts';
import { endOfRun, initialStep, isEndedRun, stepsFrom, takenOver } from './run-rules.ts';
import { combinedResult, isEndedStep, placeOfKey, resultOfStep, stepMayBecome } from './step-rules.ts';

const runId = trustId('run', 'run-000000000001');

/** 'b<a' is b, which needs a; a ! marks a finally step. */
function pipelineOf(...steps: readonly string[]): PipelineSpec {
  const specs = steps.map((text): StepSpec => {
    const [id = '', needs = ''] = text.replace('!', '').split('<');
    return {
      id,
      name: null,
      needs: needs === '' ? [] : needs.split(','),
      condition: null,
      isFinally: text.endsWith('!'),
      matrix: null,
      continueOnError: false,
      outputs: {},
      cache: null,
      work: { kind: 'pipeline', file: '', pipeline: { ...empty }, inputs: {} },
    };
  });
  return { ...empty, steps: specs };
}
const empty: PipelineSpec = { name: 'p', inputs: {}, outputs: {}, concurrency: null, steps: [] };

function stepOf(key: string, state: StepState, overrides: Partial<StepRun> = {}): StepRun {
  const place = placeOfKey(key);
  const stepId = key.replace(/\[.*/, '');
  return { ...initialStep(runId, stepId), key, state, cell: place === null ? null : { x: place }, ...overrides };
}

describe('what a step comes to', () => {
  test.each<[StepState, boolean, ReturnType<typeof resultOfStep>]>([
    ['waiting', false, null],
    ['ready', false, null],
    ['submitted', true, null],
    ['succeeded', false, 'success'],
    ['cached', false, 'success'],
    ['failed', false, 'failure'],
    ['failed', true, 'success'],
    ['cancelled', true, 'cancelled'],
    ['skipped', true, 'skipped'],
  ])('%s, forgiven %s: %s', (state, isForgiven, result) => {
    expect(resultOfStep({ state, isForgiven })).toBe(result);
    expect(isEndedStep(state)).toBe(result !== null);
  });

  test.each<[readonly StepState[], ReturnType<typeof combinedResult>]>([
    [[], 'skipped'],
    [['skipped', 'skipped'], 'skipped'],
    [['skipped', 'succeeded'], 'success'],
    [['cancelled', 'succeeded'], 'cancelled'],
    [['cancelled', 'failed', 'succeeded'], 'failure'],
    [['failed', 'submitted'], null],
  ])('cells that are %j: %s', (states, result) => {
    expect(combinedResult(states.map((state) => ({ state, isForgiven: false })))).toBe(result);
  });

  test('a step that may run at once goes through ready within one commit', () => {
    expect(stepMayBecome('waiting', 'submitted')).toBe(true);
    expect(stepMayBecome('submitted', 'waiting')).toBe(false);
    expect(stepMayBecome('succeeded', 'failed')).toBe(false);
  });
});

test.each<[readonly ('success' | 'failure' | 'cancelled' | 'skipped')[], boolean, RunState]>([
  [['success', 'skipped'], false, 'succeeded'],
  [[], false, 'succeeded'],
  [['success', 'failure', 'cancelled'], false, 'failed'],
  [['success', 'cancelled'], false, 'cancelled'],
  [['success'], true, 'cancelled'],
])('a run with %j, cancelled %s: %s', (results, wasCancelled, state) => {
  expect(endOfRun(results, wasCancelled)).toBe(state);
  expect(isEndedRun(state)).toBe(true);
});

describe('a rerun', () => {
  const diamond = pipelineOf('d<b,c', 'b<a', 'c<a', 'a', 'tidy!');
  const keysOf = (pipeline: PipelineSpec, steps: readonly StepRun[], scope: RerunScope): Record<string, StepState> => {
    const taken = takenOver(pipeline, { pipeline, steps }, scope);
    if ('problem' in taken) throw new Error(taken.problem);
    return Object.fromEntries(taken.steps.map(({ key, state }) => [key, state]));
  };
  const ended = (...failed: readonly string[]): StepRun[] =>
    ['a', 'b', 'c', 'd', 'tidy'].map((key) => {
      const isAfter = failed.some((id) => id !== key && stepsFrom(diamond, [id]).has(key));
      return stepOf(key, failed.includes(key) ? 'failed' : isAfter ? 'skipped' : 'succeeded');
    });

  test('of everything takes nothing over', () => {
    expect(keysOf(diamond, ended('b'), { kind: 'all' })).toEqual({});
  });

  test('of what failed takes over what does not come after it; finally steps run again', () => {
    expect(keysOf(diamond, ended('b'), { kind: 'failed' })).toEqual({ a: 'succeeded', c: 'succeeded' });
    expect(takenOver(diamond, { pipeline: diamond, steps: ended() }, { kind: 'failed' })).toHaveProperty('problem');
  });

  test('from a step takes over what does not need it', () => {
    expect(keysOf(diamond, ended(), { kind: 'from', stepId: 'c' })).toEqual({ a: 'succeeded', b: 'succeeded' });
    expect(takenOver(diamond, { pipeline: diamond, steps: ended() }, { kind: 'from', stepId: 'x' })).toEqual({
      problem: 'the run has no step "x"; it has d, b, c, a, tidy',
    });
  });

  test('of one step alone takes over all others', () => {
    expect(Object.keys(keysOf(diamond, ended(), { kind: 'only', stepKey: 'b' }))).toEqual(['a', 'c', 'd', 'tidy']);
  });

  test('keeps the cells of a matrix that went well', () => {
    const pipeline = pipelineOf('a', 'm<a', 'z<m');
    const steps = [
      stepOf('a', 'succeeded'),
      stepOf('m[0]', 'succeeded'),
      stepOf('m[1]', 'failed'),
      stepOf('z', 'skipped'),
    ];
    expect(keysOf(pipeline, steps, { kind: 'failed' })).toEqual({
      a: 'succeeded',
      'm[0]': 'succeeded',
      'm[1]': 'waiting',
    });
    expect(keysOf(pipeline, steps, { kind: 'only', stepKey: 'm[0]' })).toEqual({
      a: 'succeeded',
      'm[0]': 'waiting',
      'm[1]': 'failed',
      z: 'skipped',
    });
    // What it is made of may be different now: then the whole matrix begins anew.
    const before = [stepOf('a', 'failed'), ...steps.slice(1)];
    expect(keysOf(pipeline, before, { kind: 'failed' })).toEqual({});
  });

  describe('of a pipeline that was edited since', () => {
    const steps = ended('d');
    const edited = (id: string): PipelineSpec => ({
      ...diamond,
      steps: diamond.steps.map((step) => (step.id === id ? { ...step, name: 'edited' } : step)),
    });
    const keysAfter = (pipeline: PipelineSpec, scope: RerunScope): readonly string[] => {
      const taken = takenOver(pipeline, { pipeline: diamond, steps }, scope);
      if ('problem' in taken) throw new Error(taken.problem);
      return taken.steps.map(({ key }) => key);
    };

    test('takes over what is written as it was', () => {
      expect(keysAfter(edited('d'), { kind: 'failed' })).toEqual(['a', 'b', 'c']);
      expect(keysAfter(edited('d'), { kind: 'from', stepId: 'd' })).toEqual(['a', 'b', 'c']);
    });

    test('does not mind the order of fields, which a store does not keep', () => {
      const turned = diamond.steps.map((step) => Object.fromEntries(Object.entries(step).reverse()) as unknown);
      // Every field is there, in another order.
      const stored = { ...diamond, steps: turned as PipelineSpec['steps'] };
      const taken = takenOver(diamond, { pipeline: stored, steps }, { kind: 'failed' });
      expect('steps' in taken && taken.steps.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    });

    test('begins anew with what is written differently, and what comes after it', () => {
      expect(keysAfter(edited('b'), { kind: 'failed' })).toEqual(['a', 'c']);
      expect(keysAfter(edited('b'), { kind: 'from', stepId: 'd' })).toEqual(['a', 'c']);
      expect(keysAfter(edited('a'), { kind: 'from', stepId: 'd' })).toEqual([]);
    });

    test('forgets steps that are gone, and begins new ones', () => {
      const other = pipelineOf('d<b,n', 'b<a', 'n', 'a');
      expect(keysAfter(other, { kind: 'from', stepId: 'n' })).toEqual(['a', 'b']);
    });

    test('is no rerun of one step alone, unless that is the one', () => {
      expect(keysAfter(edited('b'), { kind: 'only', stepKey: 'b' })).toEqual(['a', 'c', 'd', 'tidy']);
      const taken = takenOver(edited('b'), { pipeline: diamond, steps }, { kind: 'only', stepKey: 'd' });
      expect(taken).toEqual({ problem: 'b changed since that run: run from there, or everything' });
    });

    test('with a matrix that is written differently keeps none of its cells', () => {
      const before = pipelineOf('m');
      const after = { ...before, steps: before.steps.map((step) => ({ ...step, name: 'edited' })) };
      const cells = [stepOf('m[0]', 'succeeded'), stepOf('m[1]', 'failed')];
      expect(takenOver(after, { pipeline: before, steps: cells }, { kind: 'only', stepKey: 'm[1]' })).toEqual({
        steps: [],
      });
      expect(takenOver(after, { pipeline: before, steps: cells }, { kind: 'failed' })).toEqual({ steps: [] });
    });
  });

  test('says whose result it takes over, also where that was taken over before', () => {
    const two = pipelineOf('a', 'b');
    const steps = [stepOf('a', 'succeeded'), stepOf('b', 'cached', { resultOf: { runId, stepKey: 'z' } })];
    const taken = takenOver(two, { pipeline: two, steps }, { kind: 'only', stepKey: 'x' });
    expect(taken).toHaveProperty('problem');
    const three = pipelineOf('a', 'b', 'c');
    const kept = takenOver(three, { pipeline: three, steps: [...steps, stepOf('c', 'failed')] }, { kind: 'failed' });
    expect('steps' in kept && kept.steps.map(({ state, resultOf }) => [state, resultOf?.stepKey])).toEqual([
      ['succeeded', 'a'],
      ['succeeded', 'z'],
    ]);
  });

  test('a cell that is not there is told with those that are', () => {
    const steps = ['a', 'm[0]', 'm[1]'].map((key) => stepOf(key, 'succeeded'));
    const asked = (stepKey: string) =>
      takenOver(pipelineOf('a', 'm<a'), { pipeline: pipelineOf('a', 'm<a'), steps }, { kind: 'only', stepKey });
    expect(asked('m[2]')).toEqual({ problem: 'm has no cell "m[2]"; it has m[0] to m[1]' });
    expect(asked('a[0]')).toEqual({ problem: 'the run has no step "a[0]"; it has a, m' });
  });

  test('property: what begins anew is closed under needing, and what is kept has ended', () => {
    const graphs = fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.tuple(
        fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: size, maxLength: size }),
        fc.array(fc.constantFrom<StepState>('succeeded', 'failed', 'skipped', 'cancelled', 'cached'), {
          minLength: size,
          maxLength: size,
        }),
        fc.nat(size - 1),
      ),
    );
    fc.assert(
      fc.property(graphs, ([needs, states, from]) => {
        const specs = needs.map(
          (list, i) =>
            `s${i}<${list
              .filter((n) => n < i)
              .map((n) => `s${n}`)
              .join(',')}`,
        );
        const pipeline = pipelineOf(...specs.map((text) => text.replace(/<$/, '')));
        const steps = states.map((state, i) => stepOf(`s${i}`, state));
        for (const scope of [{ kind: 'failed' }, { kind: 'from', stepId: `s${from}` }] as const) {
          const taken = takenOver(pipeline, { pipeline, steps }, scope);
          if ('problem' in taken) continue;
          const kept = new Set(taken.steps.map(({ key }) => key));
          for (const { id, needs: needed } of pipeline.steps) {
            if (kept.has(id)) expect(needed.every((need) => kept.has(need))).toBe(true);
          }
          expect(taken.steps.every(({ state }) => isEndedStep(state))).toBe(true);
          if (scope.kind === 'failed') expect(taken.steps.some(({ state }) => state === 'failed')).toBe(false);
        }
      }),
    );
  });
});
