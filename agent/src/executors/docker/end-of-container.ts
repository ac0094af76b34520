/** From what the engine says of a container to what people read. */
import type { AttemptEnd, ContainerSpec } from '@orchion/domain';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { configurationEnd, endOfStatus, lostEnd, refusedEnd } from '../../attempt/attempt-end.ts';
import { labels } from './container-plan.ts';
import type { ContainerState, EngineError } from './engine.ts';

/** `stderrFile`: what it wrote last may say that its command never began. */
export function endOfContainer(
  state: ContainerState,
  where: { readonly bootId: string; readonly stderrFile: string },
): AttemptEnd {
  const { exitCode, outOfMemory } = state;
  // The engine stops everything when the machine goes down, and takes what it finds dead afterwards for 255.
  if (exitCode > 128 && state.labels[labels.boot] !== where.bootId) {
    return lostEnd('The machine was restarted while the container ran.');
  }
  if (exitCode === 126 || exitCode === 127) {
    const found = /\[FATAL tini \(\d+\)\] exec (.+?) failed: (.+)/.exec(endOfFile(where.stderrFile));
    if (found !== null) {
      const [, program = '', why = ''] = found;
      return configurationEnd(`The command ${JSON.stringify(program)} cannot be run in this image: ${why}.`);
    }
  }
  // Also told where only a child was killed and the command coped.
  if (outOfMemory && exitCode !== 0) {
    const message = 'It was out of memory: it used more than its limit, the memory that the job asks for.';
    return { reason: 'out_of_memory', exitCode: null, signal: 'SIGKILL', message };
  }
  return endOfStatus(exitCode, false);
}

/** Of one that the engine would not make or start. */
export function endOfUnstarted({ image }: ContainerSpec, error: EngineError): AttemptEnd {
  const { code, message } = error;
  if (/could not select device driver|nvidia-container|unresolvable CDI/.test(message)) {
    return refusedEnd(
      `The container engine of this node cannot hand out its GPUs; it needs the NVIDIA Container Toolkit: ${message}`,
    );
  }
  if (
    /unable to find (user|group)|executable file not found|no such file or directory: unknown|permission denied: unknown/.test(
      message,
    )
  ) {
    return configurationEnd(`The container cannot be started from ${image}: ${message}`);
  }
  if (code === 'wrong') return configurationEnd(`The engine does not make such a container of ${image}: ${message}`);
  if (code === 'taken') return refusedEnd(`There is a container of this attempt already: ${message}`);
  if (code === 'unreachable' || code === 'forbidden') return refusedEnd(message);
  return refusedEnd(`The container of ${image} could not be started: ${message}`);
}

const readBytesMax = 4096;

function endOfFile(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const buffer = Buffer.alloc(Math.min(size, readBytesMax));
      readSync(file, buffer, 0, buffer.length, size - buffer.length);
      return buffer.toString('utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    // It wrote nothing.
    return '';
  }
}
