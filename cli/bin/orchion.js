#!/usr/bin/env node
// The `orchion` command: starts the built program on Node 24, whatever Node >= 20 was found first. On a recent Node it
// simply becomes the program; otherwise it starts itself once more on Node 24, as a child with the same terminal, passes
// signals on, and ends as the child ended. Plain JavaScript, because this is what the old Node reads.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findNode, isNodeRecent } from './find-node.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'];
const program = new URL('../dist/orchion.js', import.meta.url);

if (!existsSync(program)) {
  refuse('Orchion is not built yet. Run `npm run build` in its repository (`npm run up` does that by itself).');
} else if (isNodeRecent()) {
  // Compiled code is kept between runs: with every dependency bundled, a start took 120 ms without and 101 ms with it.
  module.enableCompileCache(fileURLToPath(new URL('.compile-cache', program)));
  await import(program.href);
} else {
  const node = findNode();
  if (node === undefined) {
    refuse(
      `Orchion needs Node 24, this is ${process.version}, and no Node 24 for ${process.platform}-${process.arch} is ` +
        'installed beside it. Run `npm ci --ignore-scripts` in its repository, or use Node 24 itself.',
    );
  } else {
    become(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
  }
}

/** Says in one line why nothing can start. 69 is EX_UNAVAILABLE of sysexits. */
function refuse(reason) {
  process.stderr.write(`orchion: ${reason}\n`);
  process.exitCode = 69;
}

/** Runs a child that stands in for this process. */
function become(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' });

  // At a terminal, the keys' signals reach the child by themselves (one process group), and a second Ctrl-C would read as
  // impatience. What `kill PID` sends reaches only this process and has to be passed on.
  const fromKeys = ['SIGINT', 'SIGQUIT', 'SIGWINCH'];
  const posixOnly = ['SIGQUIT', 'SIGWINCH', 'SIGHUP', 'SIGUSR2', 'SIGCONT'];
  for (const signal of SIGNALS) {
    if (process.platform === 'win32' && posixOnly.includes(signal)) continue;
    process.on(signal, () => {
      if (!(process.stdin.isTTY && fromKeys.includes(signal))) child.kill(signal);
    });
  }

  child.on('error', (cause) => {
    refuse(`cannot start ${node}: ${cause.message}`);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    // Die of the same signal, so that a shell sees what really happened; exit codes are the fallback.
    for (const name of SIGNALS) process.removeAllListeners(name);
    process.exitCode = 128 + (constants.signals[signal] ?? 0);
    process.kill(process.pid, signal);
  });
}
