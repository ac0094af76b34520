// The dependency rules are only worth something if they bite: each case writes a small tree that breaks one row of the
// table and expects dependency-cruiser to say so, beside trees that obey and must pass.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { parseConfigFileTextToJson } from 'typescript';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cruiseOptions, rulesFromTable } from './layer-rules.ts';
import table from './layers.json' with { type: 'json' };

const root = dirname(import.meta.dirname);

/** The names of the rules that a tree of files breaks. */
async function violationsOf(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orchion-layers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { output } = await cruise(
    ['.'],
    {
      ...cruiseOptions,
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: rulesFromTable(table) },
    },
    cruiseOptions.enhancedResolveOptions,
  );
  const names = (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
  return [...new Set(names)].sort();
}

/** A package as npm links it into a workspace, without the link. */
function npmPackage(name: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, type: 'module', exports: './index.js' }),
    [`node_modules/${name}/index.js`]: 'export const x = 1;\n',
  };
}

const x = 'export const x = 1;\nexport type X = number;\n';

describe('an import that the table forbids is reported', () => {
  const cases: [title: string, files: Record<string, string>, rule: string][] = [
    [
      'the core reads a port',
      {
        'orchestrator/src/core/a.ts': "import { x } from '../ports/clock.ts';\nexport const y = x;\n",
        'orchestrator/src/ports/clock.ts': x,
      },
      'orchestrator/src/core imports beyond its row',
    ],
    [
      'the core reads a type of a port',
      {
        'orchestrator/src/core/a.ts': "import type { X } from '../ports/clock.ts';\nexport type Y = X;\n",
        'orchestrator/src/ports/clock.ts': x,
      },
      'orchestrator/src/core imports beyond its row',
    ],
    [
      'a port reads more than types of the core',
      {
        'orchestrator/src/ports/a.ts': "import { x } from '../core/state.ts';\nexport const y = x;\n",
        'orchestrator/src/core/state.ts': x,
      },
      'orchestrator/src/ports imports more than types',
    ],
    [
      'a store reads another store',
      {
        'orchestrator/src/store/memory/a.ts': "import { x } from '../sqlite/b.ts';\nexport const y = x;\n",
        'orchestrator/src/store/sqlite/b.ts': x,
      },
      'orchestrator/src/store/* imports beyond its row',
    ],
    [
      'a service reads a store',
      {
        'orchestrator/src/rpc/a.ts': "import { x } from '../store/sqlite/b.ts';\nexport const y = x;\n",
        'orchestrator/src/store/sqlite/b.ts': x,
      },
      'orchestrator/src/rpc imports beyond its row',
    ],
    [
      'an executor reads the session',
      {
        'agent/src/executors/process/a.ts': "import { x } from '../../session/b.ts';\nexport const y = x;\n",
        'agent/src/session/b.ts': x,
      },
      'agent/src/executors/* imports beyond its row',
    ],
    [
      'the domain touches Node',
      { 'domain/src/a.ts': "import { readFileSync } from 'node:fs';\nexport const y = readFileSync;\n" },
      'domain/src touches Node',
    ],
    [
      'the simulation opens a socket',
      { 'sim/src/a.ts': "import { connect } from 'node:net';\nexport const y = connect;\n" },
      'sim/src touches Node',
    ],
    [
      'the domain uses a package from npm',
      { 'domain/src/a.ts': "import { x } from 'zod';\nexport const y = x;\n", ...npmPackage('zod') },
      'domain/src imports beyond its row',
    ],
    [
      'a view-model reads the editor',
      {
        'extension/src/features/nodes/common/a.ts': "import { x } from 'vscode';\nexport const y = x;\n",
        ...npmPackage('vscode'),
      },
      'extension/src/features/*/common imports beyond its row',
    ],
    [
      'a feature reads what is inside another one',
      {
        'extension/src/features/nodes/vscode/a.ts':
          "import { x } from '../../jobs/common/b.ts';\nexport const y = x;\n",
        'extension/src/features/jobs/common/b.ts': x,
      },
      'extension/src/features/* imports beyond its row',
    ],
    [
      'a package reads the scripts',
      { 'cli/src/a.ts': "import { x } from '../../scripts/b.ts';\nexport const y = x;\n", 'scripts/b.ts': x },
      'cli/src imports beyond its row',
    ],
    [
      'a test reads a package above its own',
      {
        'domain/src/a.test.ts': "import { x } from '../../orchestrator/src/b.ts';\nexport const y = x;\n",
        'orchestrator/src/b.ts': x,
      },
      'domain imports a package above it',
    ],
    [
      'a package reaches past the exports of another',
      {
        'orchestrator/src/a.ts': "import { x } from '../../domain/src/b.ts';\nexport const y = x;\n",
        'domain/src/b.ts': x,
      },
      'orchestrator reaches into another package',
    ],
    [
      'code reads a test suite',
      {
        'orchestrator/src/a.ts': "import { x } from './store/contract/suite.ts';\nexport const y = x;\n",
        'orchestrator/src/store/contract/suite.ts': x,
      },
      'code imports a test',
    ],
    [
      'two files need each other',
      {
        'domain/src/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
        'domain/src/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
      },
      'imports in a circle',
    ],
    [
      'an import leads nowhere',
      { 'domain/src/a.ts': "import { b } from './gone.ts';\nexport const a = b;\n" },
      'imports what is not there',
    ],
  ];

  test.each(cases)('%s', async (_title, files, rule) => {
    expect(await violationsOf(files)).toContain(rule);
  });
});

test('imports that the table allows are not reported', async () => {
  const files = {
    'orchestrator/src/core/state.ts': x,
    'orchestrator/src/ports/a.ts': "import type { X } from '../core/state.ts';\nexport type Y = X;\n",
    'orchestrator/src/app/a.ts':
      "import { x } from '../core/state.ts';\nimport type { Y } from '../ports/a.ts';\nexport const y: Y = x;\n",
    'orchestrator/src/store/sqlite/a.ts':
      "import { DatabaseSync } from 'node:sqlite';\nexport const y = DatabaseSync;\n",
    'orchestrator/src/core/state.test.ts':
      "import { test } from 'vitest';\nimport { readFileSync } from 'node:fs';\nimport { y } from '../store/sqlite/a.ts';\ntest(String(y), readFileSync);\n",
    'schemas/src/a.ts': "import { x } from 'zod';\nexport const y = x;\n",
    ...npmPackage('zod'),
    ...npmPackage('vitest'),
  };
  expect(await violationsOf(files)).toEqual([]);
});

test('every workspace has its row, and its package.json declares what the row opens', () => {
  const { workspaces } = readManifest('package.json');
  for (const name of workspaces ?? []) {
    const { dependencies = {}, devDependencies = {} } = readManifest(`${name}/package.json`);
    const declared = Object.keys({ ...dependencies, ...devDependencies })
      .filter((dependency) => dependency.startsWith('@orchion/'))
      .map((dependency) => dependency.slice('@orchion/'.length));
    expect({ [name]: declared.sort() }).toEqual({ [name]: table.packages[name as keyof typeof table.packages] });
    expect(table.folders.map((row) => row.path)).toContain(`${name}/src`);
  }
});

test('the folders that the table calls pure are compiled without ambient types', () => {
  const pure = table.folders.filter((row) => 'pure' in row).map((row) => row.path);
  const text = readFileSync(join(root, 'tsconfig.pure.json'), 'utf8');
  const config = parseConfigFileTextToJson('tsconfig.pure.json', text).config as { include: string[] };
  expect(config.include).toEqual(pure);
});

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
}
