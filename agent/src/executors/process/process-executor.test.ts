import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptName, type AttemptRef } from '@orchion/domain';
import { afterAll } from 'vitest';
import { buildLauncher } from '../../../native/build-launcher.ts';
import { describeExecutor, everyAbility, type ExecutorUnderTest } from '../contract/executor-contract.ts';
import { until } from '../../test/until.ts';
import { attemptOfName } from './attempt-directory.ts';
import { findCgroups, type Cgroups } from './cgroup.ts';
import type { Launcher, LauncherEvents, LauncherSetting } from './launcher.ts';
import { createNativeLauncher } from './native-launcher.ts';
import { createNodeLauncher } from './node-supervisor/node-launcher.ts';
import { createProcessExecutor } from './process-executor.ts';
import { createShLauncher } from './sh-launcher.ts';

type CreateLauncher = (setting: LauncherSetting, events: LauncherEvents) => Launcher;

async function createUnderTest(createLauncher: CreateLauncher, cgroups: Cgroups | null): Promise<ExecutorUnderTest> {
  const root = mkdtempSync(join(tmpdir(), 'orchion-executor-'));
  mkdirSync(join(root, 'scratch'));
  return over(root);

  function over(stateRoot: string): ExecutorUnderTest {
    const stateDir = join(stateRoot, 'state');
    const executor = createProcessExecutor({
      stateDir,
      cgroups,
      createLauncher,
      environment: { ...process.env, ORCHION_TOKEN: 'orc_node_secret', MY_SECRET: 'x' },
      diskReserveBytes: 0,
    });
    return {
      executor,
      scratch: join(stateRoot, 'scratch'),
      scratchInside: join(stateRoot, 'scratch'),
      privateDirectory: '/work',
      output(ref: AttemptRef, stream) {
        const dir = join(stateDir, 'attempts', attemptName(ref).replace('/', '.'));
        // The command makes the file; before that it has written nothing.
        return readdirSync(dir).includes(stream) ? readFileSync(join(dir, stream), 'utf8') : '';
      },
      async restart() {
        await executor.close();
        return over(stateRoot);
      },
      async dispose() {
        const names = readdirSync(join(stateDir, 'attempts'));
        // Whatever a test left running: found and killed as an agent would.
        for (const name of names) {
          const ref = attemptOfName(name);
          if (ref === null) continue;
          await executor.adopt(ref);
          executor.kill(ref);
          await executor.forget(ref);
          await until('its cgroup is gone', () => cgroups?.remove(name) !== false);
        }
        await executor.close();
        rmSync(stateRoot, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  }
}

const sh =
  (shell: string): CreateLauncher =>
  (setting, events) =>
    createShLauncher(setting, events, shell);

describeExecutor('process, bash', () => createUnderTest(sh('/bin/bash'), null));
describeExecutor('process, sh', () => createUnderTest(sh('/bin/sh'), null), {
  ...everyAbility,
  tellsExitCodesFromSignals: false,
});
describeExecutor('process, supervised by Node', () => createUnderTest(createNodeLauncher, null));

// Only where it can be compiled: the suite must hold with the shell as well.
const programs = mkdtempSync(join(tmpdir(), 'orchion-launcher-'));
afterAll(() => rmSync(programs, { recursive: true }));
const program = join(programs, 'launcher');
const hasNative = buildLauncher(program) === null;
const native: CreateLauncher = (setting, events) => createNativeLauncher(program, setting, events);
if (hasNative) describeExecutor('process, native launcher', () => createUnderTest(native, null));

const cgroupName = `orchion-test-${process.pid}`;
const probe = findCgroups(cgroupName);
probe?.dispose();
// Only where this machine lets us make cgroups: the suite must hold with and without them.
if (probe !== null) {
  describeExecutor('process, in cgroups', () => createUnderTest(sh('/bin/bash'), findCgroups(cgroupName)));
  if (hasNative) {
    describeExecutor('process, native launcher in cgroups', () => createUnderTest(native, findCgroups(cgroupName)));
  }
}
