import { describe, expect, it } from 'vitest';
import { graphMessageFrom } from './graph-messages.ts';
import { graphAnswer, type GraphView, type GraphViewStep } from './graph-view.ts';

const step = (id: string, changes: Partial<GraphViewStep> = {}): GraphViewStep => ({
  id,
  label: id,
  detail: '',
  tone: 'idle',
  stateWord: 'not run',
  isFinally: false,
  needs: [],
  ...changes,
});
const view = (...steps: readonly GraphViewStep[]): GraphView => ({ title: 'train', steps, empty: '' });

describe('what a graph’s page is sent', () => {
  it('is everything at first, and where steps or needs are new', () => {
    const before = view(step('a'), step('b'));
    expect(graphAnswer(null, before)?.kind).toBe('show');
    expect(graphAnswer(before, view(step('a'), step('b', { needs: ['a'] })))?.kind).toBe('show');
    expect(graphAnswer(before, view(step('a')))?.kind).toBe('show');
  });

  it('is only what looks different while the shape stays', () => {
    const before = view(step('a'), step('b'));
    const answer = graphAnswer(before, view(step('a', { tone: 'running' }), step('b')));
    expect(answer).toMatchObject({ kind: 'update', steps: [{ id: 'a', tone: 'running' }] });
  });

  it('is nothing where nothing is different', () => {
    expect(graphAnswer(view(step('a')), view(step('a')))).toBeNull();
  });

  it('says that there are no steps only where there are none', () => {
    const words = { title: 'train', empty: 'no steps yet' };
    expect(graphAnswer(null, { ...words, steps: [] })).toMatchObject({ empty: 'no steps yet' });
    expect(graphAnswer(null, { ...words, steps: [step('a')] })).toMatchObject({ empty: '' });
  });

  it('draws finally steps below everything else', () => {
    const answer = graphAnswer(null, view(step('a'), step('b', { needs: ['a'] }), step('clean', { isFinally: true })));
    if (answer?.kind !== 'show') throw new Error('not shown');
    expect(answer.layout.boxes.find(({ id }) => id === 'clean')?.row).toBe(2);
  });
});

describe('what the page says', () => {
  it.each([
    [{ kind: 'ready' }, { kind: 'ready' }],
    [
      { kind: 'opened', id: 'a' },
      { kind: 'opened', id: 'a' },
    ],
    [
      { kind: 'moved', id: 'a', more: 1 },
      { kind: 'moved', id: 'a' },
    ],
  ])('%j is understood', (received, message) => {
    expect(graphMessageFrom(received)).toEqual(message);
  });

  it.each([null, 'ready', {}, { kind: 'opened' }, { kind: 'opened', id: 7 }, { kind: 'opened', id: 'x'.repeat(257) }])(
    '%j is not',
    (received) => {
      expect(graphMessageFrom(received)).toBeNull();
    },
  );
});
