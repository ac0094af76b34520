/** The image onto this machine, as its policy says; what a person would want to see of it goes to `tell`, a line at a time. */
import type { AttemptEnd, ContainerSpec } from '@orchion/domain';
import { configurationEnd, refusedEnd } from '../../attempt/attempt-end.ts';
import { engineErrorFrom, type Engine, type PullProgress } from './engine.ts';
import type { FindLogin } from './registry-login.ts';

export interface BringSetting {
  readonly engine: Engine;
  readonly findLogin: FindLogin;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
}

/** So often a line about the progress, in ms: a pull of an hour is 360 lines. */
const tellEveryMs = 10_000;

/** Null: it is there. */
export async function bringImage({ image, pull }: ContainerSpec, how: BringSetting): Promise<AttemptEnd | null> {
  const { engine, tell, signal } = how;
  try {
    if (pull !== 'always' && (await engine.hasImage(image))) return null;
    if (pull === 'never') {
      return refusedEnd(
        `The image ${image} is not on this node, and it is never pulled: fetch it there, or write pull: missing.`,
      );
    }
    const login = await how.findLogin(image);
    tell(`Pulling ${image} ...`);
    const startedMs = how.nowMs();
    await engine.pull(image, { login, signal, onProgress: progressTo(how) });
    tell(`Pulled ${image} in ${((how.nowMs() - startedMs) / 1000).toFixed(1)} s.`);
    return null;
  } catch (error) {
    const end = endOfPull(image, error);
    if (!signal.aborted) tell(end.message);
    return end;
  }
}

function progressTo({ tell, nowMs }: BringSetting): (progress: PullProgress) => void {
  const layers = new Map<string, PullProgress>();
  let toldMs = nowMs();
  return (progress) => {
    layers.set(progress.layer, progress);
    if (nowMs() - toldMs < tellEveryMs) return;
    toldMs = nowMs();
    const sum = (of: (layer: PullProgress) => number): number =>
      [...layers.values()].reduce((all, one) => all + of(one), 0);
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
    tell(`  ${megabytes(sum(({ bytes }) => bytes))} of ${megabytes(sum(({ totalBytes }) => totalBytes))} MB`);
  };
}

/** What is wrong with the name is the job's own trouble; everything else another node may not have. */
function endOfPull(image: string, error: unknown): AttemptEnd {
  const { code, message } = engineErrorFrom(error);
  switch (code) {
    case 'absent':
      return configurationEnd(`There is no image ${image}: ${message}`);
    case 'wrong':
      return configurationEnd(`The image ${image} cannot be pulled: ${message}`);
    case 'denied':
      return refusedEnd(
        `The registry does not give ${image} to this node: ${message}. Is the name right? Else log in there as the agent’s user: docker login`,
      );
    case 'unreachable':
    case 'forbidden':
      return refusedEnd(message);
    case 'taken':
    case 'failed':
      return refusedEnd(`The image ${image} could not be pulled: ${message}`);
  }
}
