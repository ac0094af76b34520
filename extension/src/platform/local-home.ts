/** The home of the orchestrator on this machine: the very one that the `orchion` command uses, so that both share it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { homeOf, type Home } from '@orchion/cli';

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

/** Whoever stops an orchestrator takes its record away; one that died leaves it behind. */
export function leftRecord(home: Home): boolean {
  return existsSync(home.orchestratorRecord);
}
