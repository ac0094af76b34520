/**
 * A cgroup v2 per attempt, where the agent may make one: the only thing that holds every process that a command starts,
 * daemons included. Found out feature by feature, because machines differ: hybrid hosts have a v2 tree without
 * controllers, containers often have it read-only, old kernels have no cgroup.kill.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Cgroups {
  /** Where attempts' cgroups lie. */
  readonly base: string;
  /** False where it cannot be made: the attempt then runs in the agent's own. */
  create(name: string): boolean;
  /** Process ids in it, of this moment. */
  processes(name: string): readonly number[];
  /** Ends all of it at once; false where it does not exist. */
  kill(name: string): boolean;
  /** How often the kernel ended one of its processes for want of memory; null where it does not count. */
  oomKills(name: string): number | null;
  /** Removes it, once it is empty; false: not yet. */
  remove(name: string): boolean;
  /** Removes our part of the tree where no attempt is left in it. */
  dispose(): void;
}

/** Null: no usable cgroup v2 here. `folder`: what to call our part of the tree. */
export function findCgroups(folder: string): Cgroups | null {
  if (process.platform !== 'linux') return null;
  const own = ownCgroup();
  if (own === null) return null;
  const base = join(own, folder);
  try {
    mkdirSync(base, { recursive: true });
    // Only its presence says that this kernel can end a whole group (5.14 and newer).
    if (!existsSync(join(base, 'cgroup.kill'))) return null;
    tryMove(base);
  } catch {
    return null;
  }
  // Counts memory kills per attempt where the controller is ours to give; sets no limit.
  writeQuietly(join(base, 'cgroup.subtree_control'), '+memory');
  const file = (name: string, entry: string): string => join(base, name, entry);
  return {
    base,
    create(name) {
      try {
        mkdirSync(join(base, name));
        return true;
      } catch {
        return false;
      }
    },
    processes(name) {
      const text = readQuietly(file(name, 'cgroup.procs'));
      return text.split('\n').filter(Boolean).map(Number);
    },
    kill: (name) => existsSync(file(name, 'cgroup.kill')) && writeQuietly(file(name, 'cgroup.kill'), '1'),
    oomKills(name) {
      const match = /^oom_kill (\d+)$/m.exec(readQuietly(file(name, 'memory.events')));
      return match === null ? null : Number(match[1]);
    },
    remove(name) {
      if (removeDirectory(join(base, name))) return true;
      try {
        for (const child of readdirSync(join(base, name), { withFileTypes: true })) {
          // A command may have made groups of its own.
          if (child.isDirectory()) rmdirSync(join(base, name, child.name));
        }
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'ENOENT';
      }
      return removeDirectory(join(base, name));
    },
    dispose() {
      try {
        rmdirSync(base);
      } catch {
        // Attempts go on in it: the next agent finds it there.
      }
    },
  };
}

/** Where this process is in the v2 tree, as a path; null where there is no v2 tree. */
function ownCgroup(): string | null {
  const mounts = readQuietly('/proc/self/mountinfo').split('\n');
  const mount = mounts
    .map((line) => / (\/\S*) \S+ - cgroup2 /.exec(`${line.replace(/^(\S+ ){4}/, ' ')}`)?.[1])
    .find(Boolean);
  const path = /^0::(\/.*)$/m.exec(readQuietly('/proc/self/cgroup'))?.[1];
  return mount === undefined || path === undefined ? null : join(mount, path);
}

/** Throws where processes may not be moved into it: the right on the file is what the kernel checks first. */
function tryMove(base: string): void {
  const probe = join(base, 'probe');
  mkdirSync(probe, { recursive: true });
  try {
    // An empty write moves nothing and is refused with EINVAL where it is allowed to write at all.
    writeFileSync(join(probe, 'cgroup.procs'), 'x');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    rmdirSync(probe);
  }
}

/** True: it is gone. */
function removeDirectory(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function writeQuietly(path: string, text: string): boolean {
  try {
    writeFileSync(path, text);
    return true;
  } catch {
    return false;
  }
}
