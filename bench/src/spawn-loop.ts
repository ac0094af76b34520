/**
 * The limit of starting processes: a loop around posix_spawn that keeps so many running, without a queue, a record or an
 * output. In C where there is a compiler, else in Python; null where there is neither.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from './programs.ts';

export interface SpawnLoop {
  readonly name: string;
  readonly program: string;
  readonly args: (jobs: number, atOnce: number) => readonly string[];
}

const compiler = 'cc';

const cSource = `
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
extern char **environ;
int main(int argc, char **argv) {
  int jobs = atoi(argv[1]), at_once = atoi(argv[2]), running = 0;
  char *args[] = { "/bin/true", 0 };
  for (int started = 0; started < jobs || running > 0;) {
    if (started < jobs && running < at_once) {
      pid_t pid;
      if (posix_spawn(&pid, "/bin/true", 0, 0, args, environ) != 0) return 1;
      started++, running++;
    } else if (wait(0) > 0) running--;
    else return 1;
  }
}
`;

const pythonSource = `
import os, sys
jobs, at_once = int(sys.argv[1]), int(sys.argv[2])
started = running = 0
while started < jobs or running > 0:
    if started < jobs and running < at_once:
        os.posix_spawn('/bin/true', ['/bin/true'], os.environ)
        started, running = started + 1, running + 1
    else:
        os.wait()
        running -= 1
`;

export function prepareSpawnLoop(dir: string): SpawnLoop | null {
  if (isInstalled(compiler)) {
    const source = join(dir, 'spawn-loop.c');
    const program = join(dir, 'spawn-loop');
    writeFileSync(source, cSource);
    execFileSync(compiler, ['-O2', '-o', program, source]);
    return { name: 'posix_spawn loop in C', program, args: (jobs, atOnce) => [String(jobs), String(atOnce)] };
  }
  if (!isInstalled('python3')) return null;
  const args = (jobs: number, atOnce: number): string[] => ['-c', pythonSource, String(jobs), String(atOnce)];
  return { name: 'posix_spawn loop in Python', program: 'python3', args };
}
