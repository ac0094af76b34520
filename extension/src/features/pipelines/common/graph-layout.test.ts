import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxSize, layoutGraph } from './graph-layout.ts';
import { crossings, orderGraph, type GraphNode } from './graph-order.ts';

const node = (id: string, ...needs: string[]): GraphNode => ({ id, needs });
const at = (nodes: readonly GraphNode[], id: string) => {
  const box = layoutGraph(nodes).boxes.find((each) => each.id === id);
  if (box === undefined) throw new Error(`${id} is not drawn`);
  return box;
};

describe('the layout of a pipeline', () => {
  it('puts a step below everything that it needs', () => {
    const nodes = [node('publish', 'test', 'fetch'), node('test', 'fetch'), node('fetch')];
    expect(['fetch', 'test', 'publish'].map((id) => at(nodes, id).row)).toEqual([0, 1, 2]);
  });

  it('centres a join under what it joins, and a fan-out under its source', () => {
    const nodes = [node('a'), node('b', 'a'), node('c', 'a'), node('d', 'a'), node('e', 'b', 'c', 'd')];
    expect(at(nodes, 'e').x).toBe(at(nodes, 'c').x);
    expect(at(nodes, 'a').x).toBe(at(nodes, 'c').x);
  });

  it('keeps a chain on one straight line', () => {
    const nodes = [node('a'), node('b', 'a'), node('c', 'b')];
    expect(new Set(['a', 'b', 'c'].map((id) => at(nodes, id).x)).size).toBe(1);
  });

  it('leads a long line around the steps between', () => {
    const nodes = [node('a'), node('b', 'a'), node('c', 'a', 'b')];
    const { lines, boxes } = layoutGraph(nodes);
    const long = lines.find(({ from, to }) => from === 'a' && to === 'c');
    const between = boxes.find(({ id }) => id === 'b');
    const [x] = long?.points[1] ?? [0];
    expect(x <= (between?.x ?? 0) || x >= (between?.x ?? 0) + boxSize.width).toBe(true);
  });

  it('uncrosses lines that need not cross', () => {
    const nodes = [node('a'), node('b'), node('x', 'b'), node('y', 'a')];
    const order = orderGraph(nodes);
    expect(crossings(order.places, order.rows)).toBe(0);
  });

  it('draws a cycle and an unknown need without them', () => {
    const nodes = [node('a', 'b', 'nobody'), node('b', 'a'), node('c', 'c')];
    expect(layoutGraph(nodes).boxes).toHaveLength(3);
    expect(layoutGraph(nodes).lines).toHaveLength(1);
  });

  it('draws nothing of nothing', () => {
    expect(layoutGraph([])).toMatchObject({ boxes: [], lines: [] });
  });

  const graphs = fc
    .array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 })
    .map((needs) => needs.map((each, i) => node(`s${i}`, ...each.map((j) => `s${j}`))));

  it('never lets boxes overlap, nor leave the picture, and never draws a line upwards', () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        const { boxes, lines, width, height } = layoutGraph(nodes);
        expect(boxes.map(({ id }) => id).sort()).toEqual(nodes.map(({ id }) => id).sort());
        for (const box of boxes) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + boxSize.width).toBeLessThanOrEqual(width);
          expect(box.y + boxSize.height).toBeLessThanOrEqual(height);
          for (const other of boxes) {
            if (other === box || other.row !== box.row) continue;
            expect(Math.abs(other.x - box.x)).toBeGreaterThanOrEqual(boxSize.width);
          }
        }
        for (const { points } of lines) {
          for (const [i, [, y]] of points.entries()) expect(y).toBeGreaterThan(points[i - 1]?.[1] ?? -1);
        }
      }),
    );
  });

  it('draws a thousand steps in a chain and a thousand side by side', () => {
    const chain = Array.from({ length: 1000 }, (_, i) => node(`s${i}`, ...(i === 0 ? [] : [`s${i - 1}`])));
    const wide = [node('source'), ...Array.from({ length: 1000 }, (_, i) => node(`s${i}`, 'source'))];
    expect(layoutGraph(chain).boxes.at(-1)?.row).toBe(999);
    expect(layoutGraph(wide).boxes.at(-1)?.column).toBe(999);
  });
});
