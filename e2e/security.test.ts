/** What nobody else may read: files under the most careless umask, and secrets in any form in every place that could keep them. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultSpec } from '@orchion/domain';
import { newHome, type Home } from './harness/home.ts';
import { repository } from './harness/orchion.ts';
import { until } from './harness/until.ts';

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
    join(entry.parentPath, entry.name),
  );
}

/** How a secret may look after somebody has handled it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // Base64 depends on where in its text the secret begins: without the characters that its neighbours share.
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(before === 0 ? 0 : before + 1, -2);
  });
  return [
    secret,
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ];
}

function filesWith(files: readonly string[], secret: string): readonly string[] {
  const forms = formsOf(secret);
  return files.filter((file) => {
    try {
      const text = readFileSync(file, 'latin1');
      return forms.some((form) => text.includes(form));
    } catch {
      // A socket, a directory, a process that has ended.
      return false;
    }
  });
}

function commandLines(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => `/proc/${pid}/cmdline`);
}

async function up(home: Home): Promise<void> {
  await home.ok('up', '--detach');
}

test('a form of a secret is found wherever it is hidden', () => {
  const secret = 'k%?y/+"w@rd-1234567890';
  const hidden = [
    Buffer.from(`a${secret}b`).toString('base64'),
    Buffer.from(`ab${secret}`).toString('base64url'),
    Buffer.from(`${secret}xyz`).toString('hex'),
    `?q=${encodeURIComponent(secret)}`,
    JSON.stringify({ secret }),
  ];
  for (const text of hidden)
    expect(
      formsOf(secret).some((form) => text.includes(form)),
      text,
    ).toBe(true);
});

describe('under umask 000', () => {
  test('everything that Orchion keeps is for its owner only', async () => {
    await using home = newHome();
    const command = join(repository, 'cli', 'bin', 'orchion.js');
    const env = { ...process.env, ORCHION_HOME: home.homeDir };
    execFileSync('sh', ['-c', 'umask 000; exec "$0" "$1" up --detach', process.execPath, command], {
      env,
      stdio: 'pipe',
    });
    await home.client().jobs.submit({ spec: defaultSpec(['sh', '-c', 'echo hello; sleep 60']) });
    await until('the job runs', async () => (await home.status()).jobs.running === 1);
    const open = filesBelow(home.homeDir).filter((file) => {
      const stats = lstatSync(file);
      // The guard of a socket is its directory; the job's own folder is checked like all others.
      return !stats.isSocket() && (stats.mode & 0o077) !== 0;
    });
    // What lies within a closed directory cannot be reached, but the home itself must be closed.
    expect(open.map((file) => file.slice(home.homeDir.length))).toEqual([]);
  });
});

describe('a secret', () => {
  test('is in no command line, log or error text: the token and a job’s environment', async () => {
    await using home = newHome();
    await up(home);
    const canary = 'canary+/="%41 wild&secret-0123456789abcdef';
    const spec = { ...defaultSpec(['sh', '-c', 'sleep 60']), env: { PASSWORD: canary } };
    const { job } = await home.client().jobs.submit({ spec });
    await until('the job runs', async () => (await home.status()).jobs.running === 1);
    // Refusals speak of what they refuse.
    const bad = await home.run(['jobs', 'show', 'job-000000000000'], { env: { ORCHION_TOKEN: `${home.token()}x` } });
    const said = [bad.stdout.toString(), bad.stderr, await home.ok('jobs', '--json'), await home.ok('explain', job.id)];
    for (const secret of [home.token(), canary]) {
      expect(said.filter((text) => formsOf(secret).some((form) => text.includes(form)))).toEqual([]);
      expect(filesWith(commandLines(), secret)).toEqual([]);
      expect(
        filesWith(
          filesBelow(home.homeDir).filter((file) => file.endsWith('.log')),
          secret,
        ),
      ).toEqual([]);
    }
    const keepers = filesWith(filesBelow(home.homeDir), home.token());
    expect(keepers.map((file) => file.slice(home.homeDir.length))).toEqual(['/data/orchestrator/token']);
  });
});
