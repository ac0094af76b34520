import type { PlanSeen } from '@orchion/client';
import { expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { nodeIdOf } from '../../../cluster/test/builders.ts';
import { planPage, type PlanPage } from './plan-page.ts';

const step = { needs: [], isFinally: false, cacheKey: null, resultOf: null, cell: null } as const;
const plan: PlanSeen = {
  steps: [
    { ...step, key: 'fetch', stepId: 'fetch', outlook: 'runs', message: 'on tower', placement: 0 },
    {
      ...step,
      key: 'train[0]',
      stepId: 'train',
      cell: { size: 1 },
      needs: ['fetch'],
      outlook: 'runs',
      message: 'on tower',
      placement: 0,
    },
    { ...step, key: 'tell', stepId: 'tell', isFinally: true, outlook: 'unknown', message: 'a | b', placement: null },
  ],
  explanations: [
    {
      verdict: 'would_place',
      summary: 'would go to tower',
      nodeId: nodeIdOf('tower'),
      nodeName: 'tower',
      behind: null,
      queuePosition: null,
      nodes: [{ nodeId: nodeIdOf('tower'), nodeName: 'tower', verdict: { kind: 'fits' }, score: 1 }],
      nodesOmitted: 0,
    },
  ],
};
const page: PlanPage = { file: 'a.orchion.yaml', plan, standIns: [], unchecked: '', nodes: 2, at: '12:00' };

test('a plan is a table of its steps, and below it each explanation once', () => {
  expect(planPage(page, plainSay)).toBe(`# Plan of a.orchion.yaml

2 ▶ run · 1 ? not known yet · on 2 nodes · 12:00

| Step | Needs | Would | Where or why |
| --- | --- | --- | --- |
| \`fetch\` |  | ▶&nbsp;run | on tower |
| \`train[0]\` size=1 | fetch | ▶&nbsp;run | on tower |
| \`tell\` (finally) |  | ?&nbsp;not&nbsp;known&nbsp;yet | a \\| b |

## Node by node

### \`fetch\`, \`train[0]\`

would go to tower

| Node | | Why |
| --- | --- | --- |
| tower | fits |  |
`);
});

test('without one it says why', () => {
  expect(planPage({ ...page, plan: null, unchecked: 'no orchestrator runs' }, plainSay)).toBe(
    '# Plan of a.orchion.yaml\n\nNo orchestrator runs.\n',
  );
});

test('what stood for a value is said, and so is that the file is wrong now', () => {
  const text = planPage({ ...page, standIns: ['room'], unchecked: 'the file has errors' }, plainSay);
  expect(text).toContain('> Without a value for `inputs.room`, which must be given.');
  expect(text).toContain('> As of before: the file has errors');
});

test('names of others stay text', () => {
  expect(planPage({ ...page, file: '<img src=x>[a](b).yaml' }, plainSay)).toContain(
    '# Plan of \\<img src=x\\>\\[a\\](b).yaml',
  );
});
