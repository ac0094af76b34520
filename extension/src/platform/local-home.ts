/** The home of the orchestrator on this machine: the very one that the `orchion` command uses, so that both share it. */
import { readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { homeOf, provenAlive, readRecord, type Home } from '@orchion/cli';

/** `homeDir`: the setting; empty for the platform's own place, or ORCHION_HOME where it is set. */
export function localHome(homeDir: string): Home {
  return homeOf({
    env: homeDir === '' ? process.env : { ...process.env, ORCHION_HOME: homeDir },
    platform: process.platform,
    homeDir: homedir(),
    tempDir: tmpdir(),
    currentDir: homedir(),
    uid: process.getuid?.() ?? null,
  });
}

/** The administrator's token of this home; null before the first start made it. */
export async function localToken(home: Home): Promise<string | null> {
  try {
    return (await readFile(home.tokenFile, 'utf8')).trim();
  } catch {
    return null;
  }
}

/** Whoever stops an orchestrator takes its record away a moment after it is gone. */
const tidyMs = 1500;

/**
 * Whether the orchestrator died: its record is there and its process is not. One that is being stopped still has its process
 * and then, for a moment, only its record; bringing that one back would undo what its user just did.
 */
export async function hasCrashed(home: Home): Promise<boolean> {
  const isOrphan = async (): Promise<boolean> => {
    const record = await readRecord(home.orchestratorRecord);
    return record !== null && !(await provenAlive(record));
  };
  if (!(await isOrphan())) return false;
  await setTimeout(tidyMs);
  return isOrphan();
}
