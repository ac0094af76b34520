/**
 * Text of an expression to its tree, on GitHub's own lexer and parser. Three things are ours: the number of tokens is
 * bounded (a chain of operators is as deep as it is long), tokens know their offset in the text, and every doubled quote
 * in a string is read (the lexer reads the first one).
 */
import { ExpressionError } from '@actions/expressions/errors';
import type { Expr } from '@actions/expressions/ast';
import { Lexer, TokenType, type Token } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import { contextNames } from './contexts.ts';
import { functionTable } from './functions.ts';

/** More is no condition any more, but a program. */
const tokensMax = 500;

export interface PlacedToken {
  readonly token: Token;
  /** Offsets in the expression's text. */
  readonly start: number;
  readonly end: number;
}

export interface ParsedExpression {
  readonly tree: Expr;
  readonly tokens: readonly PlacedToken[];
}

export interface SyntaxProblem {
  readonly problem: string;
  readonly kind: 'syntax' | 'unknown-context' | 'unknown-function';
  /** The name that is not known, else ''. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** What was meant, where that is plain. */
  readonly replacement?: string;
}

/** Never throws. */
export function parseExpression(text: string): ParsedExpression | SyntaxProblem {
  const broken = (problem: string): SyntaxProblem => {
    return { problem, kind: 'syntax', name: '', start: 0, end: text.length };
  };
  if (text.trim() === '') return broken('the expression is empty');
  const lexed = lex(text);
  if ('problem' in lexed) return { kind: 'syntax', name: '', ...lexed };
  const tokens = placed(text, lexed.tokens);
  if (tokens.length > tokensMax) return broken(`the expression has more than ${tokensMax} parts`);
  try {
    const tree = new Parser(lexed.tokens, [...contextNames], [...functionTable.values()]).parse();
    return { tree, tokens };
  } catch (error) {
    return syntaxProblemOf(error, tokens, text.length);
  }
}

function lex(text: string): { readonly tokens: Token[] } | Omit<SyntaxProblem, 'kind' | 'name'> {
  try {
    const { tokens } = new Lexer(text).lex();
    for (const token of tokens) {
      if (token.type === TokenType.STRING) token.value = token.lexeme.slice(1, -1).replaceAll("''", "'");
    }
    return { tokens };
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (said === 'ErrorExceededMaxLength') {
      return { problem: 'the expression is longer than 21000 characters', start: 0, end: text.length };
    }
    const start = Math.max(0, Number(/Located at position (\d+)/.exec(said)?.[1] ?? 1) - 1);
    const rest = text.slice(start);
    if (rest.startsWith("'")) return { problem: "this text has no closing '", start, end: text.length };
    const quoted = /^"([^"]*)"/.exec(rest);
    if (quoted !== null) {
      const replacement = `'${(quoted[1] ?? '').replaceAll("'", "''")}'`;
      return {
        problem: `text stands in single quotes: ${replacement}`,
        start,
        end: start + quoted[0].length,
        replacement,
      };
    }
    const symbol = /^[^\s()[\],.!<>=&|]*/.exec(rest)?.[0] ?? '';
    const shown = symbol === '' ? rest.slice(0, 1) : symbol.slice(0, 40);
    const hint = symbol.startsWith('=') || /^=(?!=)/.test(rest) ? '; to compare, write ==' : hintForSymbol(rest);
    return { problem: `${JSON.stringify(shown)} is not expected here${hint}`, start, end: start + shown.length };
  }
}

function hintForSymbol(rest: string): string {
  if (rest.startsWith('&')) return '; "and" is &&';
  if (rest.startsWith('|')) return '; "or" is ||';
  if (/^[-+*/%?:]/.test(rest)) return '; expressions have no arithmetic';
  return '';
}

/** Tokens stand in the text one after the other with nothing but white space between them. */
function placed(text: string, tokens: readonly Token[]): readonly PlacedToken[] {
  let offset = 0;
  return tokens.map((token) => {
    if (token.type === TokenType.EOF) return { token, start: text.length, end: text.length };
    while (/\s/.test(text.charAt(offset))) offset += 1;
    const start = offset;
    offset += token.lexeme.length;
    return { token, start, end: offset };
  });
}

function syntaxProblemOf(error: unknown, tokens: readonly PlacedToken[], length: number): SyntaxProblem {
  const said = error instanceof Error ? error.message : '';
  // The parser keeps its token private; the place it tells is the token's own object.
  const at = error instanceof ExpressionError ? tokens.find(({ token }) => token.range.start === error.pos) : undefined;
  const place = at === undefined ? { start: 0, end: length } : { start: at.start, end: at.end };
  const lexeme = at?.token.lexeme ?? '';
  const syntax = (problem: string): SyntaxProblem => ({ problem, kind: 'syntax', name: '', ...place });
  if (said.startsWith('Unrecognized named-value')) {
    const message = `${JSON.stringify(lexeme)} is no context; text stands in single quotes: '${lexeme}'`;
    return { problem: message, kind: 'unknown-context', name: lexeme, ...place };
  }
  if (said.startsWith('Unrecognized function')) {
    return { problem: `there is no function ${lexeme}()`, kind: 'unknown-function', name: lexeme, ...place };
  }
  if (said.startsWith('Too few') || said.startsWith('Too many') || said.startsWith('Even number')) {
    return syntax(argumentSentence(lexeme));
  }
  if (said.startsWith('Exceeded max expression depth')) return syntax('the expression is nested more than 50 deep');
  if (at === undefined || said.startsWith('Unexpected end') || at.token.type === TokenType.EOF) {
    return { ...syntax('the expression ends too early'), start: Math.max(0, length - 1), end: length };
  }
  return syntax(`${JSON.stringify(lexeme)} is not expected here`);
}

function argumentSentence(name: string): string {
  const info = functionTable.get(name.toLowerCase());
  if (info === undefined) return `wrong number of arguments for ${name}()`;
  return `wrong number of arguments: write ${info.signature}`;
}
