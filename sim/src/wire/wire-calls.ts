/** Users with the real client: what they ask goes through its codecs and the services. */
import { ClientError, type OrchionClient } from '@orchion/client';
import type { Outcome } from '@orchion/orchestrator';
import type { Route } from '../network.ts';
import type { UserCalls } from '../user-calls.ts';
import type { World } from '../world.ts';

/** A call that nobody answers is ended. */
const answerWithinMs = 8_000;

export function createWireCalls(world: World, clientOver: (route: Route) => OrchionClient): UserCalls {
  const clients = new Map<Route, OrchionClient>();
  const of = (route: Route): OrchionClient => {
    const known = clients.get(route) ?? clientOver(route);
    clients.set(route, known);
    return known;
  };
  const inTime = (): { readonly signal: AbortSignal } => {
    const stop = new AbortController();
    world.after(answerWithinMs, () => stop.abort());
    return { signal: stop.signal };
  };
  return {
    submit: (route, jobs) => outcomeOf(() => of(route).jobs.submitAll(jobs, inTime())),
    cancel: (route, jobId) => outcomeOf(() => of(route).jobs.cancel(jobId, inTime())),
  };
}

/** A refusal is an answer; anything else is none. */
async function outcomeOf<T>(run: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'ok', value: await run() };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const { code, message } = error;
    if (code === 'failed_precondition' || code === 'not_found' || code === 'invalid') {
      return { kind: 'refused', code, message, violations: [] };
    }
    throw error;
  }
}
