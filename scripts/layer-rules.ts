// Turns the layer table (layers.json) into rules of dependency-cruiser. The table is a list of what each folder may
// import, so every rule here says "anything else is forbidden": a new folder or package is closed until a row opens it.

import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

/** A row of the table: what one folder may import. `layers.json` says what each field means. */
export interface LayerRow {
  path: string;
  pure?: boolean;
  may: string[];
  types?: string[];
  npm: string[];
  node: boolean | { not: string[] };
}

export interface LayerTable {
  packages: Record<string, string[]>;
  outside: Record<string, string[]>;
  folders: LayerRow[];
}

/** Files that may import more than the folder they sit in: the tests, and the suites and fixtures made for tests. */
export const TEST_FILES = String.raw`\.test\.ts$|/(test|contract|fixtures)/`;

const escape = (text: string) => text.replaceAll(/[.+?^$()|[\]{}\\/]/g, String.raw`\$&`);

/** `a/b/*` as a pattern: `*` is one folder name, captured so that the same rule can say "this very one". */
const patternOf = (path: string) => `^${escape(path).replaceAll('*', '([^/]+)')}/`;

/** The row's own folder as seen from one of its files: the captured name again, so siblings under `*` stay strangers. */
const ownPatternOf = (path: string) => `^${escape(path).replaceAll('*', '$1')}/`;

const npmPattern = (names: string[]) => `(^|/)node_modules/(@types/)?(${names.map(escape).join('|')})/`;

/** The modules that Node brings along; `not` lists the refused ones. */
function nodeRules(row: LayerRow, from: IForbiddenRuleType['from']): IForbiddenRuleType[] {
  if (row.node === true) return [];
  const refused = row.node === false ? undefined : `^(node:)?(${row.node.not.map(escape).join('|')})(/|$)`;
  return [
    {
      name: `${row.path} touches Node`,
      comment: 'This folder is kept free of (these) Node modules; pass what is needed in through a port.',
      severity: 'error',
      from,
      to: { dependencyTypes: ['core'], ...(refused === undefined ? {} : { path: refused }) },
    },
  ];
}

function rulesOfFolder(row: LayerRow, rows: LayerRow[]): IForbiddenRuleType[] {
  // What lies below it, or is one of its `*` by name.
  const within = new RegExp(patternOf(row.path));
  const inner = rows
    .filter((other) => other !== row && within.test(`${other.path}/`))
    .map(({ path }) => patternOf(path));
  const from = { path: patternOf(row.path), pathNot: [...inner, TEST_FILES] };
  const types = (row.types ?? []).map(patternOf);
  // Programs say their version, which npm keeps in the package's own manifest.
  const manifest = row.node === true ? [`^${escape(row.path.split('/')[0] ?? '')}/package\\.json$`] : [];
  const open = [ownPatternOf(row.path), ...row.may.map(patternOf), ...types, ...manifest];
  const npm = row.npm.length === 0 ? [] : [npmPattern(row.npm)];
  const onlyTypes: IForbiddenRuleType = {
    name: `${row.path} imports more than types`,
    comment: `Only types may come from ${row.types?.join(', ')}.`,
    severity: 'error',
    from,
    to: { path: types, dependencyTypesNot: ['type-only'] },
  };
  return [
    {
      name: `${row.path} imports beyond its row`,
      comment: `The layer table lets ${row.path} import only: ${[...row.may, ...(row.types ?? []).map((path) => `types of ${path}`), ...row.npm].join(', ') || 'nothing'}.`,
      severity: 'error',
      from,
      to: { pathNot: [...open, ...npm], dependencyTypesNot: ['core'], couldNotResolve: false },
    },
    ...(types.length === 0 ? [] : [onlyTypes]),
    ...nodeRules(row, from),
  ];
}

/** Holds the tests too, which may use any installed package and any folder of their own package. */
function ruleOfReach([name, may]: [string, string[]]): IForbiddenRuleType {
  return {
    name: `${name} imports a package above it`,
    comment: `${name} may import only: ${may.join(', ') || 'nothing'}.`,
    severity: 'error',
    from: { path: `^${name}/` },
    to: {
      pathNot: [`^${name}/`, ...may.map(patternOf), '(^|/)node_modules/'],
      dependencyTypesNot: ['core'],
      couldNotResolve: false,
    },
  };
}

function ruleOfExports([name, may]: [string, string[]]): IForbiddenRuleType {
  return {
    name: `${name} reaches into another package`,
    comment: 'Another package is imported by its name (@orchion/...), so that its exports say what is public.',
    severity: 'error',
    from: { path: `^${name}/` },
    to: { path: may.length === 0 ? '^$' : may.map(patternOf), dependencyTypes: ['local'] },
  };
}

/** All rules: one set per folder and per package of the table, and the few that hold everywhere. */
export function rulesFromTable({ packages, outside, folders }: LayerTable): IForbiddenRuleType[] {
  return [
    ...folders.flatMap((row) => rulesOfFolder(row, folders)),
    ...Object.entries({ ...packages, ...outside }).map(ruleOfReach),
    ...Object.entries(packages).map(ruleOfExports),
    {
      name: 'code imports a test',
      comment: 'What a test needs lives in tests; what code needs does not.',
      severity: 'error',
      from: { pathNot: TEST_FILES },
      to: { path: TEST_FILES, pathNot: '(^|/)node_modules/' },
    },
    {
      name: 'imports in a circle',
      comment: 'Two files that need each other are one idea, or hide a third one. (Types may refer to each other.)',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'imports what is not there',
      comment: 'No such file or package; or the package does not export it.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ];
}

/** How the files are read; the test of the rules uses the same. */
export const cruiseOptions: ICruiseOptions = {
  // Only the projects' own files: what lies in node_modules is a leaf, what lies in dist was made from these.
  doNotFollow: { path: '(^|/)node_modules/' },
  exclude: { path: String.raw`(^|/)(dist|coverage|\.git)/` },
  // Keeps type-only imports in sight, marked as such.
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'types', 'default'],
    extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
  },
};
