/**
 * The patterns that choose files of a folder: `*` within a name, `**` for any folders, `?`, `[a-z]`, `{a,b}`. A pattern that
 * matches a folder means everything in it; one with `!` in front takes files out again; the last pattern that matches counts.
 * Matching takes no longer than (names of the path) x (parts of the pattern), whatever a pattern looks like.
 */
export interface Glob {
  /** Whether the file at this relative path is chosen. */
  matches(path: string): boolean;
  /** Folders in which chosen files can be, '' for the folder itself: nothing else needs to be looked at. */
  readonly roots: readonly string[];
}

type Part = '**' | readonly Token[];
/** Any characters, or one for which this holds. */
type Token = '*' | ((character: string) => boolean);

interface Pattern {
  readonly isExclusion: boolean;
  readonly parts: readonly Part[];
  readonly root: string;
}

/** Each of the patterns that one with braces stands for; beyond this they are taken as written. */
const alternativesMax = 256;

export function createGlob(patterns: readonly string[]): Glob {
  const compiled = patterns.flatMap(compile);
  const roots = new Set(compiled.filter(({ isExclusion }) => !isExclusion).map(({ root }) => root));
  return {
    matches(path) {
      const names = path.split('/');
      const last = compiled.findLast(({ parts }) => matchesFrom(parts, names));
      return last !== undefined && !last.isExclusion;
    },
    // A root below another one is looked at with it.
    roots: [...roots].filter((root) => ![...roots].some((other) => isBelow(root, other))),
  };
}

function isBelow(path: string, folder: string): boolean {
  return path !== folder && (folder === '' || path.startsWith(`${folder}/`));
}

function compile(pattern: string): readonly Pattern[] {
  const isExclusion = pattern.startsWith('!');
  const bare = (isExclusion ? pattern.slice(1) : pattern).replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  return alternativesOf(bare).map((text) => {
    const names = text === '.' || text === '' ? [] : text.split('/').filter((name) => name !== '' && name !== '.');
    const firstWild = names.findIndex((name) => /[*?[]/.test(name));
    return {
      isExclusion,
      parts: names.map((name) => (name === '**' ? '**' : tokensOf(name))),
      root: (firstWild < 0 ? names : names.slice(0, firstWild)).join('/'),
    };
  });
}

/** `a{b,c}d` is abd and acd; braces may hold braces. */
function alternativesOf(pattern: string): readonly string[] {
  let done: string[] = [pattern];
  for (;;) {
    const next = done.flatMap(expandOnce);
    if (next.length > alternativesMax) return [pattern];
    if (next.length === done.length && next.every((text, i) => text === done[i])) return done;
    done = next;
  }
}

function expandOnce(text: string): readonly string[] {
  // An innermost pair with at least one comma.
  const match = /\{([^{}]*,[^{}]*)\}/.exec(text);
  if (match === null) return [text];
  const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
  return (match[1] ?? '').split(',').map((alternative) => before + alternative + after);
}

/** Of one name of a path, character by character; a set may be turned round. */
function tokensOf(name: string): readonly Token[] {
  const tokens: Token[] = [];
  const characters = [...name];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    const end = character === '[' ? characters.indexOf(']', at + 2) : -1;
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push(() => true);
    else if (end > 0) {
      tokens.push(setOf(characters.slice(at + 1, end)));
      at = end;
    } else tokens.push((other) => other === character);
  }
  return tokens;
}

function setOf(characters: readonly string[]): (character: string) => boolean {
  const isTurned = characters[0] === '!' && characters.length > 1;
  const listed = isTurned ? characters.slice(1) : characters;
  const isIn = (character: string): boolean =>
    listed.some((member, at) => {
      const [dash, last] = [listed[at + 1], listed[at + 2]];
      if (dash === '-' && last !== undefined) return member <= character && character <= last;
      return member === character;
    });
  return (character) => isIn(character) !== isTurned;
}

/** One row of a table for each token, so no pattern takes longer than its length times the name's. */
function matchesName(tokens: readonly Token[], name: string): boolean {
  const characters = [...name];
  let reached = [true, ...characters.map(() => false)];
  for (const token of tokens) {
    const next = reached.map(() => false);
    for (let n = 0; n <= characters.length; n++) {
      if (token === '*') next[n] = reached[n] === true || (n > 0 && next[n - 1] === true);
      else next[n] = n > 0 && reached[n - 1] === true && token(characters[n - 1] ?? '');
    }
    reached = next;
  }
  return reached.at(-1) === true;
}

/** Whether the parts match the path or a folder that it is in. One row of a table for each part. */
function matchesFrom(parts: readonly Part[], names: readonly string[]): boolean {
  // reached[n]: the parts so far match the first n names.
  let reached = names.map(() => false);
  reached.unshift(true);
  for (const part of parts) {
    const next = reached.map(() => false);
    for (let n = 0; n <= names.length; n++) {
      if (part === '**') next[n] = reached[n] === true || (n > 0 && next[n - 1] === true);
      else next[n] = n > 0 && reached[n - 1] === true && matchesName(part, names[n - 1] ?? '');
    }
    reached = next;
  }
  return reached.includes(true);
}
