import { expect, test } from 'vitest';
import { refOf } from '../../test/attempts.ts';
import { attemptFiles } from './attempt-directory.ts';
import { commandFile, oomKillsBeforeOf, type CommandPlan } from './command-file.ts';
import { createNodeLauncher } from './node-supervisor/node-launcher.ts';

const files = attemptFiles('/attempts', refOf(1));
const plan: CommandPlan = {
  file: '/bin/true',
  args: ['"oomKillsBefore":7'],
  cwd: '/',
  env: { oomKillsBefore: '9', NOTE: '# oom_kill 8\n' },
  oomKillsBefore: 3,
};

test('how often memory had run out before a start is read back, whoever wrote the file', () => {
  const setting = { attemptsDir: '/attempts', cgroupBase: null, leaseFile: '/lease', environment: {} };
  const nodeLauncher = createNodeLauncher(setting, { started() {}, exited() {}, died() {} });
  const byNode = nodeLauncher.commandFile(files, plan);
  const byShell = commandFile(files, plan, { setsid: null, env: '/usr/bin/env', resetSignals: [] });
  expect([byNode ?? '', byShell].map(oomKillsBeforeOf)).toEqual([3, 3]);
});

test('a file that does not tell it is not taken for one that tells of none', () => {
  expect(['exec true\n', '{}'].map(oomKillsBeforeOf)).toEqual([null, null]);
});
