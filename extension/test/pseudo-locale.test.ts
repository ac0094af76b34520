// With a translated bundle every word on the screen is translated: rows, tooltips, messages, pages, problems. Names, commands
// and what the orchestrator says are written in signs here, so that whatever is left in Latin letters was missed.

import {
  initialStep,
  gpuDeviceId,
  jobTransitions,
  statesOf,
  trustId,
  type AttemptEnd,
  type AttemptEndReason,
  type JobState,
  type RunHead,
  type StepRun,
} from '@orchion/domain';
import { ClientError } from '@orchion/client';
import { describe, expect, test } from 'vitest';
import type { ConnectionState, Failure } from '../src/cluster/connection-state.ts';
import { aJob, anAttempt, aNode, aSpec, byId, GiB } from '../src/cluster/test/builders.ts';
import type { TreeRows } from '../src/cluster/tree-rows.ts';
import { nameProblem } from '../src/features/connect/common/profiles.ts';
import { statusLine, statusTooltip, viewMessage } from '../src/features/connect/common/status-words.ts';
import { versionWords } from '../src/features/connect/common/version-words.ts';
import { jobRows } from '../src/features/jobs/common/job-rows.ts';
import { beginWords, leftOutWords } from '../src/features/logs/common/followed-text.ts';
import { gapWords, summaryOf } from '../src/features/logs/common/terminal-text.ts';
import { nodeDetails } from '../src/features/nodes/common/node-details.ts';
import { createNodeOrder } from '../src/features/nodes/common/node-order.ts';
import { nodeRows } from '../src/features/nodes/common/node-rows.ts';
import { checkedWords, notConnectedWords, notPlannedWords } from '../src/features/pipelines/common/checked-words.ts';
import { graphPage } from '../src/features/pipelines/common/graph-page.ts';
import { runRows } from '../src/features/pipelines/common/run-rows.ts';
import { runStateWord, stepStateWord } from '../src/features/pipelines/common/run-words.ts';
import { passedOverWords, sendWords } from '../src/features/pipelines/common/send-words.ts';
import { commandWords } from '../src/features/submit/common/command-words.ts';
import { emptyForm, specFromForm, type FormFields } from '../src/features/submit/common/form-fields.ts';
import { formPage } from '../src/features/submit/common/form-page.ts';
import { withNeeds } from '../src/features/submit/common/needs.ts';
import { scriptCommand } from '../src/features/submit/common/script-command.ts';
import { specFromTask } from '../src/features/submit/common/task-definition.ts';
import { findRuntime } from '../src/platform/node-runtime.ts';
import { crashesFailure, failureOf } from '../src/platform/reach.ts';
import { inCircles, pseudoSay as say, untranslated } from './pseudo-locale.ts';

const clock = (at: number): string => `${at}:00`;
const spec = aSpec({ name: '①', command: ['②'] });

function allOf(rows: TreeRows): readonly string[] {
  const texts: string[] = [];
  const visit = (id: string): void => {
    const row = rows.row(id);
    if (row !== null) texts.push(row.label, row.description, row.spoken, row.tooltip?.() ?? '');
    for (const child of rows.children(id)) visit(child);
  };
  for (const id of rows.roots) visit(id);
  return texts;
}

test('a word that no translation reached is found', () => {
  expect(untranslated(`${inCircles('on')} ① since 3:00, 2 GiB`)).toEqual(['since']);
});

test('jobs, in each state and however they ended', () => {
  const reasons: Readonly<Record<AttemptEndReason, true>> = {
    exit_code: true,
    signal: true,
    timeout: true,
    out_of_memory: true,
    preempted: true,
    node_lost: true,
    refused: true,
    executor_error: true,
    output_error: true,
    cancelled: true,
  };
  const ended = (end: Partial<AttemptEnd> | null) =>
    anAttempt('3', {
      nodeName: '③',
      end: end === null ? null : { reason: 'exit_code', exitCode: null, signal: null, message: '', ...end },
    });
  let number = 0;
  const job = (state: JobState, end: Partial<AttemptEnd> | null = null) =>
    aJob(String((number += 1)), {
      spec,
      state,
      principal: '④',
      startedAt: 1,
      endedAt: end === null ? null : 9,
      attempts: [ended(end)],
    });
  const jobs = [
    ...statesOf(jobTransitions).map((state) => job(state)),
    // The keys of the very record that lists them.
    ...Object.keys(reasons).map((reason) => job('failed', { reason: reason as AttemptEndReason })),
    job('failed', { exitCode: 3 }),
    { ...job('running'), cancelRequested: true },
  ];
  const rows = jobRows(byId(...jobs), new Map(), { pages: new Map(), hasOlder: true, clock }, say);
  expect(allOf(rows).flatMap(untranslated)).toEqual([]);
  const told = jobs.flatMap((one) => [summaryOf(one, say), beginWords(one, say)]);
  expect(told.flatMap(untranslated)).toEqual([]);
});

test('nodes, however they stand, with all that is known of them', () => {
  const { inventory, metrics } = aNode('1');
  const signs = { hostname: '①', os: '⑤', osRelease: '⑤', arch: '⑤', cpuModel: '⑤', executors: [] };
  const gpu = {
    ...{ id: gpuDeviceId('⑤'), index: 0, vendor: 'nvidia' as const, model: '⑥' },
    ...{ vramBytes: 8 * GiB, unifiedMemory: false },
  } as const;
  const full = {
    labels: { '⑦': '⑧' },
    attemptsLive: 2,
    inventory: { ...inventory, ...signs, gpus: [gpu] },
    metrics,
    drainDeadline: 5,
  };
  const nodes = [
    aNode('1', full),
    aNode('2', { ...full, eligibility: 'cordoned' }),
    aNode('3', { ...full, eligibility: 'draining', metrics: null }),
    aNode('4', { ...full, quarantine: '⑨' }),
    aNode('5', { ...full, liveness: 'unreachable' }),
    aNode('6', { ...full, liveness: 'lost' }),
  ];
  for (const groupBy of ['auto', 'state', { label: '⑦' }, { label: '⑩' }] as const) {
    const rows = nodeRows(
      byId(...nodes),
      new Map(),
      { groupBy, filter: '', pages: new Map(), order: createNodeOrder() },
      say,
    );
    expect(allOf(rows).flatMap(untranslated)).toEqual([]);
  }
  expect(nodes.flatMap((node) => untranslated(nodeDetails(node, clock, say)))).toEqual([]);
});

test('the connection, in the status bar, its tooltip and above the views', () => {
  const failure: Failure = { code: 'unavailable', message: '①', hint: '②', logFile: null };
  const states: readonly ConnectionState[] = [
    { kind: 'idle' },
    { kind: 'untrusted' },
    { kind: 'connecting' },
    { kind: 'not_started' },
    { kind: 'starting', why: 'asked' },
    { kind: 'starting', why: 'crashed', times: 1, waitMs: 0 },
    { kind: 'starting', why: 'crashed', times: 3, waitMs: 2000 },
    { kind: 'connected', version: '1', cut: null },
    { kind: 'connected', version: '1', cut: '③' },
    { kind: 'failed', failure },
  ];
  const figures = { nodes: 3, nodesReady: 2, running: 1, waiting: 1 };
  for (const state of states) {
    const told = [viewMessage(state, 'jobs', say)];
    for (const url of ['', '④']) {
      const place = { url, name: url };
      const line = statusLine(state, figures, place, say);
      told.push(line.text, line.spoken);
      told.push(
        statusTooltip({ state, place, notice: versionWords({ own: '0.2.0', theirs: '0.1.0', url }, say) }, say),
      );
      told.push(
        statusTooltip({ state, place, notice: versionWords({ own: '0.1.0', theirs: '0.2.0', url }, say) }, say),
      );
    }
    expect(told.flatMap(untranslated)).toEqual([]);
  }
});

test('what kept the editor from its orchestrator', async () => {
  const where = { url: '', token: null, homeDir: '', nodePath: '', programsDir: '' };
  const runtime = await findRuntime('/0', say);
  const failures = [crashesFailure(where, 5, say), failureOf(new Error('①'), say)];
  const told = failures.flatMap(({ message, hint }) => [message, hint]);
  expect([...told, 'problem' in runtime ? runtime.problem : 'found'].flatMap(untranslated)).toEqual([]);
});

describe('problems of what somebody typed', () => {
  test('in a form, a task, a line', () => {
    const fields: FormFields = { ...emptyForm, env: '①', custom: '①=①', priority: '①', command: '' };
    const made = specFromForm(fields, 'linux', say);
    const problems = 'problems' in made ? Object.values(made.problems) : ['accepted'];
    expect(problems).toHaveLength(4);
    expect(problems.flatMap(untranslated)).toEqual([]);
    const needs = withNeeds(spec, '①', say);
    // The names of what a job may need are those of a job file.
    expect('problem' in needs && untranslated(needs.problem.replace(/cpu[=,].*$|"cpu=[^"]*"/g, ''))).toEqual([]);
    const words = commandWords('"①', { isWindows: false }, say);
    expect('problem' in words && untranslated(words.problem)).toEqual([]);
    const script = scriptCommand('①', '②', say);
    expect('problem' in script && untranslated(script.problem.replace(/python.*/, ''))).toEqual([]);
    const task = specFromTask({ type: '', '①': 1, env: 3, labels: 3 }, { taskName: '②', os: 'linux' }, say);
    // The fields of a job file have one name.
    const faults = 'problems' in task ? task.problems.map((text) => text.replace(/"\w+"/g, '')) : ['accepted'];
    expect(faults.flatMap(untranslated)).toEqual([]);
  });

  test('as a name', () => {
    const taken = [{ name: '①', url: '' }];
    const problems = ['', '①', '②'.repeat(61)].map((name) => nameProblem(name, taken, say) ?? 'accepted');
    expect(problems.flatMap(untranslated)).toEqual([]);
  });
});

test('the pages of the form and of the graph, and what stands in a log', () => {
  const parts = { nonce: '①', source: '②', script: '③', title: '④', language: '⑤' };
  const examples = />other<|>nvidia<|>amd<|>apple<|>intel<|Ctrl\+Enter/g;
  for (const page of [formPage(parts, say), graphPage(parts, say)]) {
    const read = page
      .replace(/<style>[^]*<\/style>/, '')
      .replace(examples, '')
      .replace(/ aria-label="([^"]*)"/g, '>$1<')
      .replace(/<[^>]*>/g, ' ');
    expect(untranslated(read.replace(/&#\d+;/g, ''))).toEqual([]);
  }
  const reasons = (['cap', 'spool_full', 'node_lost'] as const).map((reason) => gapWords(reason, say));
  expect([leftOutWords(3, say), ...reasons].flatMap(untranslated)).toEqual([]);
});

test('runs, their steps, and the files of a workspace', () => {
  const id = trustId('run', 'run-000000000001');
  const status = { startedAt: 1, endedAt: null, cancelRequestedAt: null, message: '', outputs: {} };
  const run = {
    ...{ id, number: 1, group: '①', cancelInProgress: false, principal: '②', submittedAt: 0, parent: null },
    ...{ rerunOf: null, status: { ...status, state: 'running' }, pipelineName: '③', file: '④' },
  } as const satisfies RunHead;
  const step = {
    ...initialStep(id, '⑤'),
    ...{ state: 'cached', isForgiven: true, startedAt: 1, endedAt: 2 },
  } as const satisfies StepRun;
  const cells = ['⑥[0]', '⑥[1]'].map((key): StepRun => ({ ...step, key, stepId: '⑥', cell: { '⑦': 1 } }));
  const files = ['④', '⑧'].map((path) => ({ path, name: path }));
  const input = { files, runs: byId<RunHead>(run), stepsOf: () => [step, ...cells], jobs: new Map(), runsShown: 9 };
  expect(allOf(runRows({ ...input, hasOlder: true, clock }, say)).flatMap(untranslated)).toEqual([]);

  const runs = (['pending', 'running', 'succeeded', 'failed', 'cancelled'] as const).map((s) => runStateWord(s, say));
  const steps = (
    [
      'waiting',
      'ready',
      'queued',
      'running',
      'unknown',
      'skipped',
      'cached',
      'succeeded',
      'failed',
      'cancelled',
    ] as const
  ).map((state) => stepStateWord(state, say));
  expect([...runs, ...steps].flatMap(untranslated)).toEqual([]);
});

test('what a pipeline was checked against, and how its files travel', () => {
  const checked = { unchecked: '', nodes: 3, standIns: ['①'], open: ['②'] };
  const words = [
    checkedWords(checked, say),
    checkedWords({ ...checked, nodes: 1 }, say),
    checkedWords({ ...checked, unchecked: '③' }, say),
  ].flatMap(({ text, detail }) => [text, detail.replace('inputs.', '')]);
  const failure = { code: '', message: '', hint: '', logFile: null };
  const states: readonly ConnectionState[] = [
    ...(['idle', 'untrusted', 'connecting', 'not_started'] as const).map((kind) => ({ kind })),
    { kind: 'failed', failure },
  ];
  const sizes = /\d+ (?:Ki)?B/g;
  const sent = [
    sendWords({ kind: 'reading', files: 1, bytes: 2048 }, say),
    sendWords({ kind: 'sending', bytes: 1024, total: 2048 }, say),
  ].map((text) => text.replace(sizes, ''));
  const why = [
    ...states.map((state) => notConnectedWords(state, say)),
    notPlannedWords(new ClientError('unimplemented', ''), say),
  ];
  const passedOver = passedOverWords(['①', '②', '③', '④'], say);
  expect([...words, ...why, ...sent, passedOver].flatMap(untranslated)).toEqual([]);
});
