import { describe, expect, test } from 'vitest';
import { jobTemplate, matrixOf, PipelineCluster, pipelineOf } from '../test/pipeline-builders.ts';
import { planPipeline } from './plan.ts';

function planOf(cluster: PipelineCluster, pipeline: ReturnType<typeof pipelineOf>, inputs = {}) {
  const run = { pipeline, inputs, workspaces: {}, principal: 'me' };
  return planPipeline(cluster.state, cluster.tools, run, cluster.now);
}

function outlooks(plan: ReturnType<typeof planOf>): Readonly<Record<string, string>> {
  return Object.fromEntries(plan.steps.map(({ key, outlook }) => [key, outlook]));
}

const job = (overrides: Parameters<typeof jobTemplate>[0]) => ({
  work: { kind: 'job' as const, job: jobTemplate(overrides) },
});

describe('a plan', () => {
  test('says where each step would go, and like steps share one explanation', () => {
    const cluster = new PipelineCluster();
    const plan = planOf(cluster, pipelineOf({ a: {}, b: { needs: ['a'] }, big: job({ node: 'nowhere' }) }));
    expect(outlooks(plan)).toEqual({ a: 'runs', b: 'runs', big: 'runs' });
    expect(plan.steps.map(({ placement }) => placement)).toEqual([0, 0, 1]);
    expect(plan.explanations.map(({ verdict }) => verdict)).toEqual(['would_place', 'never']);
    expect(plan.explanations[0]?.nodeId).toBe(cluster.node(1).node.id);
    expect(cluster.state.jobs.size).toBe(0);
  });

  test('expands what can be known and says what cannot', () => {
    const cluster = new PipelineCluster();
    const plan = planOf(
      cluster,
      pipelineOf({
        a: { matrix: matrixOf({ x: ['p', 'q'] }) },
        later: { needs: ['a'], matrix: matrixOf({}, { axes: { y: '${{ needs.a.outputs.list }}' } }) },
        asks: { needs: ['a'], ...job({ resources: { ...jobTemplate().resources, cpu: '${{ needs.a.outputs.n }}' } }) },
        passes: { needs: ['a'], ...job({ env: [{ N: '${{ needs.a.outputs.n }}' }] }) },
        maybe: { needs: ['a'], condition: 'needs.a.outputs.n > 1' },
        repair: { needs: ['a'], condition: 'failure()' },
        well: { needs: ['a'], condition: "needs.a.result == 'success'" },
      }),
    );
    expect(outlooks(plan)).toEqual({
      'a[0]': 'runs',
      'a[1]': 'runs',
      later: 'unknown',
      asks: 'unknown',
      passes: 'runs',
      maybe: 'unknown',
      repair: 'skipped',
      well: 'runs',
    });
    expect(plan.steps[1]?.cell).toEqual({ x: 'q' });
  });

  test('says what would be cached, and by whom', () => {
    const cluster = new PipelineCluster();
    const pipeline = pipelineOf({ a: { cache: { key: null, restoreKeys: [], paths: [] } } });
    expect(outlooks(planOf(cluster, pipeline))).toEqual({ a: 'runs' });
    const run = cluster.start(pipeline);
    cluster.end(run, 'a');
    const plan = planOf(cluster, pipeline);
    expect(plan.steps[0]).toMatchObject({ outlook: 'cached', resultOf: { runId: run, stepKey: 'a' } });
  });

  test('a result of one image stands in for none of another', () => {
    const cluster = new PipelineCluster();
    const inImage = (image: string | null) => {
      const container = image === null ? null : { image, pull: null, user: null, network: null };
      const job = jobTemplate({ container });
      return pipelineOf({ a: { work: { kind: 'job', job }, cache: { key: null, restoreKeys: [], paths: [] } } });
    };
    const run = cluster.start(inImage(null));
    cluster.end(run, 'a');
    expect(outlooks(planOf(cluster, inImage(null)))).toEqual({ a: 'cached' });
    expect(outlooks(planOf(cluster, inImage('python:3.12')))).toEqual({ a: 'runs' });
  });

  test('goes into the pipelines that steps use', () => {
    const cluster = new PipelineCluster();
    const child = pipelineOf({ inner: {}, after: { needs: ['inner'] } });
    const work = { kind: 'pipeline' as const, file: './child.yaml', pipeline: child, inputs: {} };
    const plan = planOf(cluster, pipelineOf({ use: { work } }));
    expect(outlooks(plan)).toEqual({ use: 'runs', 'use/inner': 'runs', 'use/after': 'runs' });
    expect(plan.steps[2]?.needs).toEqual(['use/inner']);
  });

  test('tells what would fail before anything is started', () => {
    const cluster = new PipelineCluster();
    const plan = planOf(cluster, pipelineOf({ a: job({ timeout: '${{ inputs.t }}' }) }), { t: 'soon' });
    expect(plan.steps[0]).toMatchObject({ outlook: 'fails' });
    expect(plan.steps[0]?.message).toContain('timeout');
  });
});
