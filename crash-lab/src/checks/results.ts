/** What the orchestrator tells of each job is what its commands' own ledger and their printed text say. */
import { startOfLog, type JobId } from '@orchion/domain';
import type { AttemptSeen, JobSeen } from '@orchion/client';
import { printedBy, type LabJob } from '../world/job.ts';
import type { Lab } from '../world/lab.ts';
import { readLedger, type AttemptOnLedger } from '../world/ledger.ts';

export async function checkResults(lab: Lab, ended: readonly JobSeen[]): Promise<readonly string[]> {
  const attempts = readLedger(lab.ledger);
  const jobs = new Map<string, LabJob>([...lab.load.acknowledged.values()].map(({ jobId, job }) => [jobId, job]));
  const problems: string[] = [];
  for (const seen of ended) {
    const job = jobs.get(seen.id);
    if (job === undefined) continue;
    problems.push(...problemsOfStarts(seen, job, attempts));
    for (const attempt of seen.attempts) {
      const name = `${seen.id}/${attempt.number}`;
      const log = await logOf(lab, seen.id, attempt.number);
      // What a node had that was given up is not asked for any more, and the log says so.
      if (log.hasGap && attempt.end?.reason !== 'node_lost') problems.push(`the log of ${name} has a gap`);
      if (!isRightLog(log.text, attempt, job))
        problems.push(`the log of ${name} (${attempt.state}) is ${shown(log.text)}`);
    }
  }
  return problems;
}

function problemsOfStarts(
  seen: JobSeen,
  job: LabJob,
  attempts: ReadonlyMap<string, AttemptOnLedger>,
): readonly string[] {
  const problems: string[] = [];
  for (const { number, state, startedAt, end } of seen.attempts) {
    const name = `${seen.id}/${number}`;
    const really = attempts.get(name);
    if (state === 'succeeded' && really?.ends.length !== 1)
      problems.push(`${name} is told to have succeeded and did not`);
    // Of a lost one nobody claims to know whether it had started.
    if (startedAt === null && end?.reason !== 'node_lost' && really !== undefined) {
      problems.push(`${name} is told never to have started (${end?.message}) and did`);
    }
    const isLast = number === seen.attempts.length;
    if (!isLast && state === 'succeeded') problems.push(`${seen.id} succeeded and was run again`);
    // Its result is unknown: without the user's word, which the lab gives only then, it must not run again.
    const isUnknown = state === 'lost' || end?.reason === 'node_lost';
    if (!isLast && really !== undefined && !isUnknown) {
      problems.push(`${name} (${job.kind}) ended with ${end?.reason} and was run again`);
    }
  }
  return problems;
}

function isRightLog(text: string, attempt: AttemptSeen, job: LabJob): boolean {
  const whole = printedBy(attempt.number, job.lines);
  return attempt.state === 'succeeded' ? text === whole : whole.startsWith(text);
}

/** What it holds up to its first gap. */
async function logOf(
  lab: Lab,
  jobId: JobId,
  attempt: number,
): Promise<{ readonly text: string; readonly hasGap: boolean }> {
  const request = { jobId, attempt, stream: 'stdout', cursor: startOfLog, sinceAt: null, follow: false } as const;
  const pieces: Uint8Array[] = [];
  let hasGap = false;
  for await (const event of lab.client().logs.tail(request)) {
    if (event.kind !== 'chunk' || hasGap) continue;
    if (event.chunk.kind === 'gap') hasGap = true;
    else pieces.push(event.chunk.bytes);
  }
  return { text: Buffer.concat(pieces).toString('utf8'), hasGap };
}

function shown(text: string): string {
  return JSON.stringify(text.length > 160 ? `${text.slice(0, 80)} ... ${text.slice(-80)}` : text);
}
