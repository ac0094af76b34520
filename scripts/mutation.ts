/**
 * `npm run mutation -- PACKAGE [FILE ...]`: changes the code of a pure core in small ways and sees which changes no test
 * notices (Stryker, fetched by npx and not a dependency). PACKAGE is domain, orchestrator or agent; FILE narrows it down
 * (`src/retry-policy.ts`, with a range of lines if wanted: `src/retry-policy.ts:40-60`) and runs the tests of the same name
 * only, or those that `--tests` names. The score is kept in
 * docs/mutation-scores.json, from which docs/promises.md is made. Takes hours for a whole package: `--concurrency 1` and a
 * few files keep it small.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MutationScore } from './mutation-score.ts';

const root = dirname(import.meta.dirname);
const stryker = '10.1.1';
/** What is pure, and the tests that guard it. */
const cores: Readonly<Record<string, { readonly code: string; readonly tests: readonly string[] }>> = {
  domain: { code: 'domain/src', tests: ['domain/src'] },
  orchestrator: { code: 'orchestrator/src/core', tests: ['orchestrator/src/core', 'orchestrator/src/app'] },
  agent: { code: 'agent/src/core', tests: ['agent/src/core', 'agent/src/app'] },
};

interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly mutants: readonly {
          readonly status: string;
          readonly location: Location;
          readonly replacement?: string;
        }[];
      }
    >
  >;
}
interface Location {
  readonly start: { readonly line: number };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { concurrency: { type: 'string', default: '1' }, tests: { type: 'string', multiple: true } },
});
const [name = '', ...files] = positionals;
const core = cores[name];
if (core === undefined) throw new Error(`usage: npm run mutation -- ${Object.keys(cores).join('|')} [FILE ...]`);

const scratch = mkdtempSync(join(tmpdir(), 'orchion-mutation-'));
const reportFile = join(scratch, 'report.json');
try {
  const mutate = files.length === 0 ? [`${core.code}/**/*.ts`] : files.map((file) => `${name}/${file}`);
  const config = join(scratch, 'stryker.config.json');
  writeFileSync(
    config,
    JSON.stringify({
      mutate: [...mutate, '!**/*.test.ts', '!**/test/**'],
      // None: it would want a TypeScript of its own to rewrite them.
      tsconfigFile: 'no-such-file.json',
      testRunner: 'command',
      commandRunner: { command: `npx vitest run --project unit --bail 1 ${testsOf(files).join(' ')}` },
      concurrency: Number(values.concurrency),
      coverageAnalysis: 'off',
      tempDirName: join(scratch, 'sandbox'),
      cleanTempDir: 'always',
      reporters: ['json', 'clear-text'],
      jsonReporter: { fileName: reportFile },
      clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
      // Native programs and what is built have no part in it.
      ignorePatterns: ['extension', 'docs', 'e2e', 'editor-harness', 'crash-lab', 'bench', '.git', '**/dist'],
      timeoutMS: 60_000,
    }),
  );
  const from = ['--yes', '--ignore-scripts', '--package', `@stryker-mutator/core@${stryker}`];
  spawnSync('npx', [...from, 'stryker', 'run', config], { cwd: root, stdio: 'inherit' });
  // Written by Stryker in the schema of mutation testing reports.
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  keep(scoreOf(report, name, files));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function testsOf(chosen: readonly string[]): readonly string[] {
  if (values.tests !== undefined) return values.tests;
  if (chosen.length === 0) return core?.tests ?? [];
  return chosen.map((file) => `${name}/${file.replace(/\.ts(:.*)?$/, '.test.ts')}`);
}

function scoreOf({ files: reported }: Report, core: string, chosen: readonly string[]): MutationScore {
  const valid = Object.values(reported).flatMap(({ mutants }) =>
    mutants.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status)),
  );
  return {
    date: new Date().toISOString().slice(0, 10),
    package: core,
    what: chosen.length === 0 ? 'all of its core' : chosen.join(', '),
    mutants: valid.length,
    noticed: valid.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
  };
}

/** The newest of each. */
function keep(score: MutationScore): void {
  const file = join(root, 'docs/mutation-scores.json');
  // Written here, in this very shape.
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly MutationScore[]) : [];
  const others = known.filter((one) => one.package !== score.package || one.what !== score.what);
  writeFileSync(file, `${JSON.stringify([...others, score], null, 2)}\n`);
  console.log(`${score.noticed} of ${score.mutants} changes were noticed`);
}
