/** Writes logs as the orchestrator does, and says each time how far they are durable. Runs until it is killed. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { trustId, type AttemptRef, type LogChunk } from '@orchion/domain';
import { openLogFiles } from '@orchion/orchestrator';
import { printedAt } from './printed.ts';

const [root = ''] = process.argv.slice(2);
const store = openLogFiles({ root });
const said = openSync(`${root}/said`, 'a', 0o600);

async function write(ref: AttemptRef, turns: number): Promise<void> {
  let offset = 0;
  for (let i = 0; i < turns; i++) {
    const bytes = printedAt(offset, 1 + ((i * 7919) % 9000));
    const chunk: LogChunk = { kind: 'data', stream: 'stdout', offset, at: i, bytes };
    const { stdout } = await store.append(ref, [chunk]);
    writeSync(said, `${ref.jobId} ${stdout}\n`);
    offset = stdout;
    await turn();
  }
}

await Promise.all(
  ['job-000000000001', 'job-000000000002', 'job-000000000003'].map((id) =>
    write({ jobId: trustId('job', id), number: 1 }, 250),
  ),
);
await store.close();
closeSync(said);
process.stdout.write('{"event":"ready"}\n');
