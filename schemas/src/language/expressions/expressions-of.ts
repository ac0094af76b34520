/** Every expression of a file with its place in the text, its pieces, and the step that it belongs to. */
import { isScalar, visit } from 'yaml';
import { partsOf } from '../../expression/template.ts';
import type { FieldPath } from '../../words/field-path.ts';
import type { Span } from '../line-index.ts';
import type { FileModel } from '../model.ts';
import { innerSpan } from '../tree.ts';
import { chainsOf, tokensOf, type Chain, type Token } from './tokens.ts';

export interface ExpressionAt {
  /** Between the braces; of an `if` without braces, the whole value. */
  readonly span: Span;
  /** Of the field that holds it. */
  readonly path: FieldPath;
  /** The step that it is part of; null: the pipeline. */
  readonly stepId: string | null;
  readonly tokens: readonly Token[];
  readonly chains: readonly Chain[];
}

const key = Symbol('expressions');

export function expressionsOf(model: FileModel): readonly ExpressionAt[] {
  return model.memo(key, () => read(model));
}

function read({ document, text, language }: FileModel): readonly ExpressionAt[] {
  if (document === null || language !== 'pipeline') return [];
  const found: ExpressionAt[] = [];
  visit(document, {
    Scalar(part, node, ancestors) {
      const span = innerSpan(node);
      if (part === 'key' || span === null) return;
      const source = text.slice(span.start, span.end);
      const isTemplate = source.includes('${{');
      if (!isTemplate && typeof part !== 'number' && !mayBeCondition(ancestors)) return;
      const path = pathOf([...ancestors, node]);
      const stepId = stepOf(path);
      const add = (start: number, end: number): void => {
        const tokens = tokensOf(text.slice(start, end), start);
        found.push({ span: { start, end }, path, stepId, tokens, chains: chainsOf(tokens) });
      };
      if (isTemplate) {
        for (const { kind, start, end } of partsOf(source)) {
          if (kind !== 'text') add(span.start + start, span.start + end);
        }
      } else if (isCondition(path) && node.type !== 'BLOCK_FOLDED' && node.type !== 'BLOCK_LITERAL') {
        add(span.start, span.end);
      }
    },
  });
  return found;
}

/** The step whose field that is, by its id; null where it is none's. */
export function stepOf(path: FieldPath): string | null {
  return (path[0] === 'steps' || path[0] === 'finally') && typeof path[1] === 'string' ? path[1] : null;
}

/** The value of an `if`, which is an expression without braces around it. */
export function isCondition(path: FieldPath): boolean {
  return stepOf(path) !== null && path.length === 3 && path[2] === 'if';
}

function mayBeCondition(ancestors: readonly unknown[]): boolean {
  const pair = ancestors.at(-1);
  return typeof pair === 'object' && pair !== null && 'key' in pair && isScalar(pair.key) && pair.key.value === 'if';
}

function pathOf(nodes: readonly unknown[]): FieldPath {
  const path: (string | number)[] = [];
  for (const [i, node] of nodes.entries()) {
    if (typeof node !== 'object' || node === null) continue;
    if ('key' in node && 'value' in node) {
      path.push(isScalar(node.key) && typeof node.key.value === 'string' ? node.key.value : '');
    } else if ('items' in node && Array.isArray(node.items)) {
      const index = node.items.indexOf(nodes[i + 1]);
      const next = nodes[i + 1];
      const isPair = typeof next === 'object' && next !== null && 'key' in next && 'value' in next;
      if (!isPair && index !== -1) path.push(index);
    }
  }
  return path;
}
