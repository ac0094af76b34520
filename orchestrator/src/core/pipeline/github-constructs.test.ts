/**
 * Constructs of GitHub Actions, as docs/pipelines.md translates them, behave as GitHub documents them: from the text of a
 * file through the language and the engine. Each test names the sentence of GitHub's documentation that it is about.
 */
import type { JsonValue, RunId } from '@orchion/domain';
import { parsePipelineFile } from '@orchion/schemas';
import { resolveInputs } from '@orchion/schemas/expression';
import { describe, expect, test } from 'vitest';
import { PipelineCluster } from '../test/pipeline-builders.ts';

interface Started {
  readonly cluster: PipelineCluster;
  readonly run: RunId;
}

function start(
  text: string,
  inputs: Readonly<Record<string, JsonValue>> = {},
  used: Readonly<Record<string, string>> = {},
  cluster = new PipelineCluster(),
): Started {
  const head = 'apiVersion: orchion/v1\n';
  const readUsed = (path: string): string | null => (used[path] === undefined ? null : head + used[path]);
  const { pipeline, problems } = parsePipelineFile({ text: head + text, fileName: 'ci.orchion.yaml', readUsed });
  if (pipeline === null) throw new Error(JSON.stringify(problems));
  const resolved = resolveInputs(pipeline, inputs);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return { cluster, run: cluster.start(pipeline, { inputs: resolved.values }) };
}

const envOf = ({ cluster, run }: Started, key: string): Readonly<Record<string, string>> => {
  return cluster.job(cluster.jobOf(run, key)).job.spec.env;
};
const statesOf = ({ cluster, run }: Started) => cluster.states(run);
const runState = ({ cluster, run }: Started) => cluster.runEntry(run).run.status.state;

describe('needs', () => {
  test('1. jobs run in parallel unless they need each other', () => {
    const started = start('steps:\n  a: { run: x }\n  b: { run: x }\n  c: { run: x, needs: [a, b] }\n');
    expect(statesOf(started)).toEqual({ a: 'submitted', b: 'submitted', c: 'waiting' });
  });

  test('2. if a job fails or is skipped, all jobs that need it are skipped', () => {
    const started = start('steps:\n  a: { run: x }\n  b: { run: x, needs: a }\n  c: { run: x, needs: b }\n');
    started.cluster.end(started.run, 'a', 1);
    expect(statesOf(started)).toEqual({ a: 'failed', b: 'skipped', c: 'skipped' });
  });

  test('3. always() runs a job regardless of whether the jobs it needs succeeded', () => {
    const started = start(
      'steps:\n  a: { run: x }\n  b:\n    run: x\n    needs: a\n    if: ${{ always() }}\n    env: { R: "${{ needs.a.result }}" }\n',
    );
    started.cluster.end(started.run, 'a', 1);
    expect(statesOf(started).b).toBe('submitted');
    expect(envOf(started, 'b').R).toBe('failure');
  });

  test('4. needs.<job>.result is success, failure, cancelled or skipped', () => {
    const started = start(
      'steps:\n  a: { run: x }\n  b: { run: x, if: 1 == 2 }\n  c:\n    run: x\n    needs: [a, b]\n    if: always()\n    env: { A: "${{ needs.a.result }}", B: "${{ needs.b.result }}" }\n',
    );
    started.cluster.end(started.run, 'a');
    expect(envOf(started, 'c')).toMatchObject({ A: 'success', B: 'skipped' });
  });
});

describe('if', () => {
  test('5. a condition without a status function has an implicit success()', () => {
    const started = start('steps:\n  a: { run: x }\n  b: { run: x, needs: a, if: "true" }\n');
    started.cluster.end(started.run, 'a', 1);
    expect(statesOf(started).b).toBe('skipped');
  });

  test('6. failure() is true when any ancestor job fails', () => {
    const started = start(
      'steps:\n  a: { run: x }\n  b: { run: x, needs: a, if: always() }\n  c: { run: x, needs: b, if: failure() }\n  d: { run: x, needs: b, if: success() }\n',
    );
    started.cluster.end(started.run, 'a', 1);
    started.cluster.end(started.run, 'b');
    expect(statesOf(started)).toMatchObject({ c: 'submitted', d: 'skipped' });
  });

  test('7. cancelled() is true when the workflow was cancelled', () => {
    const started = start(
      'steps:\n  a: { run: x }\nfinally:\n  b: { run: x, if: cancelled() }\n  c: { run: x, if: success() }\n',
    );
    const { cluster, run } = started;
    cluster.report(1, [cluster.observation(cluster.jobOf(run, 'a'), 'running')]);
    cluster.run({ kind: 'cancel-run', runId: run, force: false, principal: 'me' });
    cluster.stop(run, 'a');
    expect(statesOf(started)).toMatchObject({ a: 'cancelled', b: 'submitted', c: 'cancelled' });
  });

  test('8. the braces may be omitted, and inputs are there with their types', () => {
    const text =
      'inputs: { deploy: { type: boolean } }\nsteps:\n  a: { run: x, if: inputs.deploy }\n  b: { run: x, if: "${{ !inputs.deploy }}" }\n';
    expect(statesOf(start(text, { deploy: 'true' }))).toEqual({ a: 'submitted', b: 'skipped' });
    expect(statesOf(start(text))).toEqual({ a: 'skipped', b: 'submitted' });
  });
});

describe('expressions', () => {
  const valueOf = (expression: string): string | undefined =>
    envOf(
      start(`inputs: { a: { default: 'Hello' } }\nsteps:\n  s:\n    run: x\n    env: { V: "\${{ ${expression} }}" }\n`),
      's',
    ).V;

  test('9. GitHub ignores case when comparing strings', () => {
    expect(valueOf("inputs.a == 'HELLO'")).toBe('true');
    expect(valueOf("contains(inputs.a, 'LL')")).toBe('true');
    expect(valueOf("startsWith('Hello world', 'he')")).toBe('true');
  });

  test('10. && and || give one of their operands', () => {
    expect(valueOf("inputs.a == 'Hello' && 'yes' || 'no'")).toBe('yes');
    expect(valueOf("inputs.a == 'x' && 'yes' || 'no'")).toBe('no');
  });

  test('11. values of different types are compared as numbers', () => {
    expect(valueOf("'' == 0")).toBe('true');
    expect(valueOf("true == '1'")).toBe('true');
    expect(valueOf("null == ''")).toBe('true');
    expect(valueOf("'a' == 0")).toBe('false');
  });

  test('12. format, join, toJSON and fromJSON', () => {
    expect(valueOf("format('Hello {0} {1} {2}', 'Mona', 'the', 'Octocat')")).toBe('Hello Mona the Octocat');
    expect(valueOf("format('{{Hello {0}!}}', 'Mona')")).toBe('{Hello Mona!}');
    expect(valueOf("join(fromJSON('[1,2]'), ', ')".replaceAll('"', '\\"'))).toBe('1, 2');
    expect(valueOf("toJSON('x')")).toBe('"x"');
  });

  test('13. the object filter .* gives what all entries have', () => {
    const started = start(
      'steps:\n  a: { run: x }\n  b: { run: x }\n  c:\n    run: x\n    needs: [a, b]\n    if: always()\n    env: { BAD: "${{ contains(needs.*.result, \'failure\') }}" }\n',
    );
    started.cluster.end(started.run, 'a');
    started.cluster.end(started.run, 'b', 1);
    expect(envOf(started, 'c').BAD).toBe('true');
  });
});

describe('matrix', () => {
  const cellsOf = ({ cluster, run }: Started) =>
    Object.keys(cluster.states(run)).map((key) => cluster.step(run, key).cell);

  test('14. a job runs for each possible combination of the variables', () => {
    expect(cellsOf(start('steps:\n  a: { run: x, matrix: { version: [10, 12], os: [u, w] } }\n'))).toEqual([
      { version: 10, os: 'u' },
      { version: 10, os: 'w' },
      { version: 12, os: 'u' },
      { version: 12, os: 'w' },
    ]);
  });

  test('15. an excluded configuration only has to be a partial match', () => {
    const text =
      'steps:\n  a:\n    run: x\n    matrix:\n      os: [macos, windows]\n      version: [12, 14]\n      environment: [staging, production]\n' +
      '      exclude:\n        - { os: macos, version: 12, environment: production }\n        - { os: windows, version: 14 }\n';
    expect(cellsOf(start(text))).toHaveLength(5);
  });

  test('16. include adds to combinations without overwriting original values, or makes a new one', () => {
    const text =
      'steps:\n  a:\n    run: x\n    matrix:\n      fruit: [apple, pear]\n      animal: [cat, dog]\n      include:\n' +
      '        - { color: green }\n        - { color: pink, animal: cat }\n        - { fruit: banana, animal: cat }\n';
    expect(cellsOf(start(text))).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink' },
      { fruit: 'apple', animal: 'dog', color: 'green' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  test('17. fail-fast, which is the default, cancels all jobs of the matrix when one fails', () => {
    const text = 'steps:\n  a: { run: x, matrix: { n: [1, 2, 3], max-parallel: 1 } }\n';
    const started = start(text);
    expect(statesOf(started)).toEqual({ 'a[0]': 'submitted', 'a[1]': 'ready', 'a[2]': 'ready' });
    started.cluster.end(started.run, 'a[0]', 1);
    expect(statesOf(started)).toEqual({ 'a[0]': 'failed', 'a[1]': 'cancelled', 'a[2]': 'cancelled' });
    const patient = start(text.replace('max-parallel', 'fail-fast: false, max-parallel'));
    patient.cluster.end(patient.run, 'a[0]', 1);
    expect(statesOf(patient)).toMatchObject({ 'a[1]': 'submitted', 'a[2]': 'ready' });
  });

  test('18. a matrix may come from the output of a job before', () => {
    const started = start(
      'steps:\n  plan: { run: x, outputs: [matrix] }\n  a:\n    run: x\n    needs: plan\n    matrix: ${{ fromJSON(needs.plan.outputs.matrix) }}\n',
    );
    started.cluster.end(started.run, 'plan', 0, { matrix: '{"include":[{"project":"foo"},{"project":"bar"}]}' });
    expect(statesOf(started)).toEqual({ plan: 'succeeded', 'a[0]': 'submitted', 'a[1]': 'submitted' });
  });
});

describe('what a job is given and gives', () => {
  test('19. outputs of a job are there for the jobs that need it', () => {
    const started = start(
      'steps:\n  a: { run: x, outputs: [tag] }\n  b: { run: x, needs: a, env: { TAG: "${{ needs.a.outputs.tag }}" } }\n',
    );
    started.cluster.end(started.run, 'a', 0, { tag: 'v1' });
    expect(envOf(started, 'b').TAG).toBe('v1');
  });

  test('20. of variables with the same name the most specific one is used', () => {
    const started = start(
      'env: { A: top, B: top, C: top }\ndefaults: { env: { B: default, C: default } }\nsteps:\n  s: { run: x, env: { C: step } }\n',
    );
    expect(envOf(started, 's')).toMatchObject({ A: 'top', B: 'default', C: 'step' });
  });

  test('21. continue-on-error: the run passes though the job fails', () => {
    const started = start('steps:\n  a: { run: x, continue-on-error: true }\n  b: { run: x, needs: a }\n');
    started.cluster.end(started.run, 'a', 1);
    started.cluster.end(started.run, 'b');
    expect([statesOf(started), runState(started)]).toEqual([{ a: 'failed', b: 'succeeded' }, 'succeeded']);
  });

  test('22. run lines end at the first command that fails; timeout ends the job', () => {
    const { cluster, run } = start('steps:\n  a: { run: "false\\ntrue", timeout: 10m, working-directory: /data }\n');
    const { command, timeoutMs, cwd } = cluster.job(cluster.jobOf(run, 'a')).job.spec;
    expect({ command, timeoutMs, cwd }).toEqual({
      command: ['sh', '-ec', 'false\ntrue'],
      timeoutMs: 600_000,
      cwd: '/data',
    });
  });
});

describe('runs', () => {
  test('23. a concurrency group has one running and one pending run; a newer one cancels the pending one', () => {
    const text = 'inputs: { to: {} }\nconcurrency: deploy-${{ inputs.to }}\nsteps:\n  a: { run: x }\n';
    const cluster = new PipelineCluster();
    const runs = [1, 2, 3].map(() => start(text, { to: 'p' }, {}, cluster));
    const other = start(text, { to: 's' }, {}, cluster);
    expect([...runs, other].map(runState)).toEqual(['running', 'cancelled', 'pending', 'running']);
  });

  test('24. cancel-in-progress cancels the run that is in progress', () => {
    const text = 'concurrency: { group: g, cancel-in-progress: true }\nsteps:\n  a: { run: x }\n';
    const cluster = new PipelineCluster();
    const first = start(text, {}, {}, cluster);
    const second = start(text, {}, {}, cluster);
    cluster.stop(first.run, 'a');
    expect([runState(first), runState(second)]).toEqual(['cancelled', 'running']);
  });

  test('25. a reusable workflow is given inputs and gives outputs', () => {
    const started = start(
      'steps:\n  call: { uses: ./lib.orchion.yaml, inputs: { who: you } }\n  b: { run: x, needs: call, env: { R: "${{ needs.call.outputs.r }}" } }\n',
      {},
      {
        'lib.orchion.yaml':
          'inputs: { who: { required: true } }\noutputs: { r: "${{ steps.s.outputs.r }}" }\nsteps:\n  s: { run: x, outputs: [r], env: { WHO: "${{ inputs.who }}" } }\n',
      },
    );
    const child = started.cluster.step(started.run, 'call').childRunId;
    if (child === null) throw new Error('no run of the used pipeline');
    expect(envOf({ cluster: started.cluster, run: child }, 's').WHO).toBe('you');
    started.cluster.end(child, 's', 0, { r: 'done' });
    expect(envOf(started, 'b').R).toBe('done');
  });

  test('26. an input has its default, and a choice takes only its options', () => {
    const text =
      'inputs: { level: { type: choice, options: [info, debug], default: debug } }\nsteps:\n  s: { run: x, env: { L: "${{ inputs.level }}" } }\n';
    expect(envOf(start(text), 's').L).toBe('debug');
    expect(() => start(text, { level: 'trace' })).toThrow('not one of info, debug');
  });
});
