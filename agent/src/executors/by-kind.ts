/**
 * Hands each attempt to the executor of its kind. What an attempt was started as is on the disk and is read once, so that
 * processes, which start a thousand times as often, pay nothing for the question.
 */
import { attemptName, type AttemptRef } from '@orchion/domain';
import type { Executor } from '../ports/executor.ts';

export interface ExecutorsByKind {
  readonly process: Executor;
  readonly docker: Executor;
  /** Attempts of an earlier agent process that are containers: `job-….2`. */
  readonly containers: readonly string[];
}

export function executorByKind({ process, docker, containers }: ExecutorsByKind): Executor {
  const inContainers = new Set(containers);
  const nameOf = (ref: AttemptRef): string => attemptName(ref).replace('/', '.');
  const of = (ref: AttemptRef): Executor => (inContainers.has(nameOf(ref)) ? docker : process);
  return {
    kind: 'all',
    onEnded(listener) {
      process.onEnded(listener);
      docker.onEnded(listener);
    },
    plan(request) {
      if (request.spec.container === null) process.plan?.(request);
    },
    prepare(request, signal) {
      if (request.spec.container !== null) inContainers.add(nameOf(request));
      return of(request).prepare(request, signal);
    },
    start(request) {
      if (request.spec.container !== null) inContainers.add(nameOf(request));
      return of(request).start(request);
    },
    adopt: (ref) => of(ref).adopt(ref),
    stop: (ref) => of(ref).stop(ref),
    kill: (ref) => of(ref).kill(ref),
    renewLease(untilMs) {
      process.renewLease(untilMs);
      docker.renewLease(untilMs);
    },
    async forget(ref) {
      await of(ref).forget(ref);
      inContainers.delete(nameOf(ref));
    },
    async keepOnly(refs) {
      await Promise.all([process.keepOnly(refs), docker.keepOnly(refs)]);
    },
    async close() {
      await Promise.all([process.close(), docker.close()]);
    },
  };
}
