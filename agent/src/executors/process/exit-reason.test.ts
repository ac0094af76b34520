import { expect, test } from 'vitest';
import { endOfExit } from './exit-reason.ts';

test.each([
  ['an exit code', { status: 3, signal: null }, false, { reason: 'exit_code', exitCode: 3, signal: null }],
  ['a signal', { status: 139, signal: 11 }, false, { reason: 'signal', exitCode: null, signal: 'SIGSEGV' }],
  ['a high code that is no signal', { status: 200, signal: 72 }, false, { reason: 'exit_code', exitCode: 200 }],
  ['a kill', { status: 137, signal: 9 }, false, { reason: 'signal', exitCode: null, signal: 'SIGKILL' }],
  [
    'a kill for memory',
    { status: 137, signal: 9 },
    true,
    { reason: 'out_of_memory', exitCode: null, signal: 'SIGKILL' },
  ],
  ['another signal while memory is short', { status: 143, signal: 15 }, true, { reason: 'signal', signal: 'SIGTERM' }],
  ['the lease', { status: 137, signal: 'lease' as const }, true, { reason: 'node_lost', exitCode: null }],
])('%s is told as what it is', (_what, exit, outOfMemory, expected) => {
  expect(endOfExit({ ...exit, uptimeSeconds: 1 }, outOfMemory)).toMatchObject(expected);
});
