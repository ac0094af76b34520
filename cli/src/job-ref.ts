/**
 * Which job a person means: its id, the beginning of its id (with or without `job-`), or its whole name where only one job
 * has it. Several: the candidates are shown, nothing is guessed.
 */
import { parseId, type JobId } from '@orchion/domain';
import type { JobSeen, OrchionClient } from '@orchion/client';
import { CliFailure } from './failure.ts';

/** Candidates that are named; one more is asked for, to say that there are more. */
const candidatesMax = 8;

export async function resolveJob(client: OrchionClient, text: string): Promise<JobId> {
  const id = parseId('job', text);
  if (id !== null) return id;
  const found = new Map<JobId, JobSeen>();
  const idPrefix = text.startsWith('job-') ? text : `job-${text}`;
  if (/^job-[0-9a-z]{1,12}$/.test(idPrefix)) {
    const { jobs } = await client.jobs.list({ idPrefix, pageSize: candidatesMax + 1 });
    for (const job of jobs) found.set(job.id, job);
  }
  for (const job of await jobsNamed(client, text)) found.set(job.id, job);
  const [first, ...others] = found.values();
  if (first === undefined) {
    throw new CliFailure({
      code: 'not_found',
      message: `There is no job ${JSON.stringify(text)}.`,
      hint: '`orchion jobs` lists the jobs.',
    });
  }
  if (others.length > 0) {
    const named = [first, ...others].slice(0, candidatesMax).map((job) => `${job.id} (${job.spec.name}, ${job.state})`);
    const more = found.size > candidatesMax ? ', and more' : '';
    throw new CliFailure({
      code: 'ambiguous',
      message: `${JSON.stringify(text)} fits several jobs: ${named.join(', ')}${more}.`,
      hint: 'Write more of the id.',
    });
  }
  return first.id;
}

/** Jobs with exactly this name. The filter finds parts of names: pages are read until two are found or none are left. */
async function jobsNamed(client: OrchionClient, name: string): Promise<readonly JobSeen[]> {
  const found: JobSeen[] = [];
  let pageToken: string | undefined;
  do {
    const page = await client.jobs.list({ name, pageSize: 1000, ...(pageToken === undefined ? {} : { pageToken }) });
    found.push(...page.jobs.filter((job) => job.spec.name === name));
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken !== undefined && found.length <= candidatesMax);
  return found;
}
