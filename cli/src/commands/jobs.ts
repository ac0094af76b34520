/** `orchion jobs` and `orchion jobs show`. */
import { isEndedJob, jobTransitions, limits, statesOf, type JobState } from '@orchion/domain';
import type { JobQuery, JobSeen } from '@orchion/client';
import { wholeNumberOf } from '../amount-option.ts';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { resolveJob } from '../job-ref.ts';
import { jobColumns, jobRow, printJob } from '../output/job-view.ts';
import type { JobsJson, WatchJson } from '../shapes.ts';
import { jobJson } from '../to-json.ts';
import { watchChanges } from '../watch-changes.ts';

export interface JobsOptions {
  readonly state?: readonly string[];
  readonly name?: string;
  readonly node?: string;
  readonly limit: string;
  readonly page?: string;
  readonly all?: boolean;
  readonly watch?: boolean;
}

export const jobs: CommandRun<JobsOptions> = async ({ world, output, options }) => {
  const query = queryFrom(options);
  const { client } = await orchestratorOf({ world });
  if (options.watch === true) {
    return watchChanges(world, output, client, async ({ revision, jobs: changed, jobsRemoved }) => {
      for (const job of changed.filter((one) => fits(one, query))) {
        const line: WatchJson = { revision, kind: 'job', job: jobJson(job) };
        if (output.isJson) await output.jsonLine(line);
        else await output.write(`${jobRow(job, output.style, world.now()).join('  ')}\n`);
      }
      for (const id of jobsRemoved) {
        const line: WatchJson = { revision, kind: 'job-removed', id };
        if (output.isJson) await output.jsonLine(line);
      }
    });
  }
  let { jobs: seen, nextPageToken } = await client.jobs.list(query);
  while (options.all === true && nextPageToken !== null) {
    const page = await client.jobs.list({ ...query, pageToken: nextPageToken });
    seen = [...seen, ...page.jobs];
    nextPageToken = page.nextPageToken;
  }
  const shape: JobsJson = { jobs: seen.map(jobJson), nextPage: nextPageToken };
  if (output.isJson) await output.json(shape);
  else if (seen.length === 0) await output.note('There are no such jobs. `orchion submit -- COMMAND` submits one.');
  else
    await output.table(
      jobColumns,
      seen.map((job) => jobRow(job, output.style, world.now())),
    );
  if (nextPageToken !== null)
    await output.note(output.style.dim(`More: orchion jobs --page ${nextPageToken} (or --all)`));
  return 0;
};

export const showJob: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const job = await client.jobs.get(await resolveJob(client, args[0] ?? ''));
  if (output.isJson) {
    await output.json(jobJson(job));
    return 0;
  }
  await printJob(output, job, world.now());
  if (!isEndedJob(job.state)) await output.write(output.style.dim(`\nWhy there: orchion explain ${job.id}\n`));
  return 0;
};

function queryFrom(options: JobsOptions): JobQuery {
  const known = statesOf(jobTransitions);
  const states = (options.state ?? [])
    .flatMap((text) => text.split(','))
    .map((text): JobState => {
      const state = known.find((name) => name === text.trim());
      if (state === undefined)
        throw usageFailure(`--state: ${JSON.stringify(text)} is no state; there are ${known.join(', ')}`);
      return state;
    });
  const asked = wholeNumberOf('--limit', options.limit, { min: 1, max: limits.pageSizeMax });
  const pageSize = options.all === true ? limits.pageSizeMax : asked;
  return {
    states,
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.node === undefined ? {} : { node: options.node }),
    ...(options.page === undefined ? {} : { pageToken: options.page }),
  };
}

/** The filters of the list, for a watch, which brings everything. */
function fits(job: JobSeen, { states = [], name, node }: JobQuery): boolean {
  const latest = job.attempts.at(-1);
  return (
    (states.length === 0 || states.includes(job.state)) &&
    (name === undefined || job.spec.name.includes(name)) &&
    (node === undefined || latest?.nodeName === node || latest?.nodeId === node)
  );
}
