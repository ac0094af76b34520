/**
 * What proves that a process is the one that was started: its pid together with when it started, as the system tells it.
 * Pids are given out again, so a pid alone never is a reason to signal a process.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The token of a live process, or null where there is none with this pid (a zombie counts as none). */
export async function startTokenOf(pid: number, platform: NodeJS.Platform = process.platform): Promise<string | null> {
  if (!Number.isInteger(pid) || pid < 1) return null;
  if (platform === 'linux') return linuxToken(pid);
  if (platform === 'win32') return windowsToken(pid);
  return posixToken(pid);
}

/** The clock tick since the boot at which it started, and which boot that was. */
async function linuxToken(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold anything, parentheses too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X' || startTicks === undefined) return null;
    const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${bootId}:${startTicks}`;
  } catch {
    return null;
  }
}

async function posixToken(pid: number): Promise<string | null> {
  try {
    const { stdout } = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env: { LC_ALL: 'C' } });
    const line = stdout.trim();
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
  } catch {
    return null;
  }
}

async function windowsToken(pid: number): Promise<string | null> {
  try {
    const question = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks`;
    const { stdout } = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', question]);
    return stdout.trim() === '' ? null : stdout.trim();
  } catch {
    return null;
  }
}
