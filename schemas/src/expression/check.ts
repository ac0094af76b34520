/**
 * Reads an expression without evaluating it: is every context known where it stands, does it have what is asked of it, do
 * the kinds of values fit together? Answers the kind of the whole, and what is wrong with its parts.
 */
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
  type Expr,
} from '@actions/expressions/ast';
import { Kind, type ExpressionData } from '@actions/expressions/data/expressiondata';
import { TokenType, type Token } from '@actions/expressions/lexer';
import { nearest } from '../words/did-you-mean.ts';
import type { ProblemCode } from '../words/problem-codes.ts';
import { childrenOf } from './condition.ts';
import { contextInfo, contextNames, type ContextName, type Place } from './contexts.ts';
import { functionTable } from './functions.ts';
import { parseExpression, type PlacedToken, type SyntaxProblem } from './syntax.ts';
import { anyType, commonType, textType, typeWords, type MissingProperty, type ValueType } from './types.ts';

/** What the expression can see. */
export interface Scope {
  readonly place: Place;
  /** A context that is not here is one of which nothing is known. */
  readonly contexts: Pick<ReadonlyMap<ContextName, ValueType>, 'get'>;
}

export interface ExpressionFinding {
  readonly code: ProblemCode;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** Offsets in the expression's text. */
  readonly start: number;
  readonly end: number;
  /** What should stand there instead. */
  readonly replacement?: string;
  /** A step that is not among the needs, and should be. */
  readonly need?: string;
}

export interface CheckedExpression {
  readonly type: ValueType;
  readonly findings: readonly ExpressionFinding[];
}

/** Names that people bring from GitHub, and how the same is said here. */
const otherContexts: Readonly<Partial<Record<string, string>>> = {
  github: 'what is known of a run is in "run"',
  jobs: 'results are in "needs" and "steps"',
  job: 'results are in "needs" and "steps"',
  vars: 'use "inputs" or "env"',
  runner: 'where a step runs is known only there: read $ORCHION_NODE in the command',
  strategy: 'the cell’s values are in "matrix"',
};

export function checkExpression(text: string, scope: Scope): CheckedExpression {
  const parsed = parseExpression(text);
  if ('problem' in parsed) return { type: anyType, findings: [findingOf(parsed, scope)] };
  const checker = new Checker(parsed.tokens, scope);
  return { type: checker.typeOf(parsed.tree), findings: checker.findings };
}

function findingOf({ problem, kind, name, start, end, replacement }: SyntaxProblem, scope: Scope): ExpressionFinding {
  const place = { severity: 'error', start, end } as const;
  if (kind === 'unknown-context') {
    const hint = Object.hasOwn(otherContexts, name.toLowerCase()) ? otherContexts[name.toLowerCase()] : undefined;
    const meant = nearest(name, contextNames);
    if (hint !== undefined)
      return { code: 'unknown-context', message: `there is no context "${name}"; ${hint}`, ...place };
    if (meant === null) return { code: 'unknown-context', message: problem, ...place };
    const message = `there is no context "${name}"; did you mean "${meant}"?`;
    return { code: 'unknown-context', message, replacement: meant, ...place };
  }
  if (kind === 'unknown-function') {
    if (name.toLowerCase() === 'hashfiles') {
      const message = 'there is no function hashFiles(); a cache without a key is made from the files already';
      return { code: 'unknown-function', message, ...place };
    }
    const known = [...functionTable.values()].filter(({ isStatus }) => !isStatus || scope.place.hasStatus);
    const names = known.map((info) => info.name);
    const meant = nearest(name, names);
    if (meant === null) {
      return { code: 'unknown-function', message: `${problem}; there are ${names.join(', ')}`, ...place };
    }
    return { code: 'unknown-function', message: `${problem}; did you mean ${meant}()?`, replacement: meant, ...place };
  }
  return {
    code: 'expression-syntax',
    message: problem,
    ...place,
    ...(replacement === undefined ? {} : { replacement }),
  };
}

class Checker {
  readonly findings: ExpressionFinding[] = [];
  readonly #places: ReadonlyMap<Token, PlacedToken>;
  readonly #scope: Scope;

  constructor(tokens: readonly PlacedToken[], scope: Scope) {
    this.#places = new Map(tokens.map((placed) => [placed.token, placed]));
    this.#scope = scope;
  }

  typeOf(node: Expr): ValueType {
    if (node instanceof Literal) return typeOfData(node.literal);
    if (node instanceof Grouping) return this.typeOf(node.group);
    if (node instanceof ContextAccess) return this.#context(node);
    if (node instanceof IndexAccess) return this.#property(node);
    if (node instanceof FunctionCall) return this.#call(node);
    if (node instanceof Logical) return commonType(node.args.map((part) => this.typeOf(part)));
    if (node instanceof Binary) return this.#comparison(node);
    if (node instanceof Unary) this.typeOf(node.expr);
    return node instanceof Unary ? { kind: 'boolean' } : anyType;
  }

  #report(token: Token | null, finding: Omit<ExpressionFinding, 'start' | 'end'>): void {
    const at = token === null ? undefined : this.#places.get(token);
    this.findings.push({ ...finding, start: at?.start ?? 0, end: at?.end ?? 0 });
  }

  #context({ name }: ContextAccess): ValueType {
    const written = name.lexeme.toLowerCase();
    const context = contextNames.find((known) => known === written);
    if (context === undefined) return anyType;
    if (context === 'node' || context === 'secrets') {
      const message = `"${context}" has no value here. ${contextInfo[context]}`;
      this.#report(name, { code: 'not-supported', message, severity: 'error' });
      return anyType;
    }
    const { contexts } = this.#scope.place;
    if (!contexts.includes(context)) {
      const message = `"${context}" is not known here; there are ${contexts.join(', ')}`;
      this.#report(name, { code: 'context-not-allowed', message, severity: 'error' });
      return anyType;
    }
    return this.#scope.contexts.get(context) ?? anyType;
  }

  #property({ expr, index }: IndexAccess): ValueType {
    const base = this.typeOf(expr);
    if (!(index instanceof Literal)) {
      this.typeOf(index);
      return base.kind === 'list' && childrenOf(index).length > 0 ? base.of : anyType;
    }
    if (index.literal.kind !== Kind.String) return base.kind === 'list' ? base.of : anyType;
    const name = index.literal.value;
    if (base.kind === 'map') return this.#propertyOf(base, name, index.token);
    if (base.kind === 'any' || base.kind === 'null' || base.kind === 'list') return anyType;
    const message = `${typeWords(base)} has no property "${name}"`;
    this.#report(index.token, { code: 'unknown-property', message, severity: 'error' });
    return anyType;
  }

  #propertyOf(base: Extract<ValueType, { kind: 'map' }>, name: string, token: Token): ValueType {
    const lower = name.toLowerCase();
    const key = base.properties.has(name)
      ? name
      : [...base.properties.keys()].find((key) => key.toLowerCase() === lower);
    const found = key === undefined ? undefined : base.properties.get(key);
    if (found !== undefined) return found;
    if (base.missing === null) return anyType;
    const { message, severity = 'error', meant, need } = base.missing(name);
    this.#report(token, {
      code: need === undefined ? 'unknown-property' : 'not-upstream',
      message,
      severity,
      ...replacementFor(token, meant),
      ...(need === undefined ? {} : { need }),
    });
    return anyType;
  }

  #call({ functionName, args }: FunctionCall): ValueType {
    const info = functionTable.get(functionName.lexeme.toLowerCase());
    const types = args.map((arg) => this.typeOf(arg));
    if (info === undefined) return anyType;
    if (info.isStatus && !this.#scope.place.hasStatus) {
      const message = `${info.name}() is known in "if" only`;
      this.#report(functionName, { code: 'context-not-allowed', message, severity: 'error' });
    }
    this.#arguments(info.name, types, functionName);
    return info.gives === 'any' ? anyType : { kind: info.gives };
  }

  /** What becomes text must have a form as text. */
  #arguments(name: string, types: readonly ValueType[], token: Token): void {
    const first = types[0]?.kind;
    if (name === 'join' && (first === 'string' || first === 'number' || first === 'map')) {
      const message = `join() is given ${typeWords(types[0] ?? anyType)}; it joins the entries of a list`;
      this.#report(token, { code: 'type-mismatch', message, severity: first === 'map' ? 'error' : 'warning' });
    }
    if (name === 'fromJSON' && (first === 'list' || first === 'map')) {
      const message = `fromJSON() is given ${typeWords(types[0] ?? anyType)}, which needs no reading any more`;
      this.#report(token, { code: 'type-mismatch', message, severity: 'error' });
    }
    if (name !== 'format') return;
    const odd = types.find(({ kind }) => kind === 'list' || kind === 'map');
    if (odd === undefined) return;
    const message = `format() is given ${typeWords(odd)}, which has no form as text; ${asTextHint(odd)}`;
    this.#report(token, { code: 'type-mismatch', message, severity: 'error' });
  }

  #comparison({ left, operator, right }: Binary): ValueType {
    const sides = [this.typeOf(left), this.typeOf(right)] as const;
    const [one, other] = sides;
    const isKnown = sides.every(({ kind }) => kind !== 'any' && kind !== 'null');
    if (isKnown && (one.kind !== other.kind || one.kind === 'map' || one.kind === 'list')) {
      const message =
        one.kind === 'map' || one.kind === 'list' || other.kind === 'map' || other.kind === 'list'
          ? `${typeWords(one)} is never equal to ${typeWords(other)}`
          : `compares ${typeWords(one)} with ${typeWords(other)}; both are turned into numbers first`;
      this.#report(operator, { code: 'type-mismatch', message, severity: 'warning' });
    }
    return { kind: 'boolean' };
  }
}

export function asTextHint({ kind }: ValueType): string {
  return kind === 'list' ? 'write join(…) or toJSON(…)' : 'write toJSON(…)';
}

/** A name in brackets stands in quotes there. */
function replacementFor(token: Token, meant: MissingProperty['meant']): { readonly replacement?: string } {
  if (meant === undefined || meant === null) return {};
  return { replacement: token.type === TokenType.STRING ? `'${meant}'` : meant };
}

function typeOfData(data: ExpressionData): ValueType {
  switch (data.kind) {
    case Kind.String:
      return textType;
    case Kind.Number:
      return { kind: 'number' };
    case Kind.Boolean:
      return { kind: 'boolean' };
    case Kind.Null:
      return { kind: 'null' };
    case Kind.Array:
    case Kind.Dictionary:
      return anyType;
  }
}
