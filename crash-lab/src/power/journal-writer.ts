/** Keeps a journal as an agent does, compactions included, and says each record that is durable. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { trustId, type AttemptRef } from '@orchion/domain';
import { openFileJournal, type JournalRecord } from '@orchion/agent';
import { createDice } from '../dice.ts';

const [stateDir = ''] = process.argv.slice(2);
mkdirSync(stateDir, { recursive: true, mode: 0o700 });
const random = createDice(1, 'journal');
const onFatal = (error: Error): never => {
  throw error;
};
const journal = await openFileJournal({ stateDir, random, onFatal });
const said = openSync(`${stateDir}/said`, 'a', 0o600);
const say = (what: string): void => void writeSync(said, `${what}\n`);
const rules = { graceMs: 1, timeoutMs: null, onDisconnect: 'continue', exclusive: false, logBytesMax: 1 } as const;
const intents: JournalRecord[] = [];

say(`node ${journal.nodeId}`);
for (let i = 1; i <= 900; i++) {
  const ref: AttemptRef = { jobId: trustId('job', `job-${String(i).padStart(12, '0')}`), number: 1 };
  const intent: JournalRecord = { kind: 'intent', ref, lease: i, rules };
  intents.push(intent);
  const isDurable = journal.append(intent).then(() => say(`intent ${i}`));
  // Several share one fsync, as in the agent.
  if (i % 3 === 0) await isDurable;
  if (i % 150 === 0) await journal.compact(intents);
}
await journal.close();
closeSync(said);
process.stdout.write('{"event":"ready"}\n');
