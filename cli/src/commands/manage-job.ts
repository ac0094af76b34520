/** `orchion cancel` and `orchion retry`. */
import { isEndedJob } from '@orchion/domain';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { resolveJob } from '../job-ref.ts';
import { jobJson } from '../to-json.ts';

export const cancel: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const job = await client.jobs.cancel(await resolveJob(client, args[0] ?? ''));
  if (output.isJson) await output.json(jobJson(job));
  else if (isEndedJob(job.state)) await output.write(`${job.id} is cancelled.\n`);
  else await output.write(`${job.id} is being ended: asked politely first, killed after its grace.\n`);
  return 0;
};

export const retry: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const id = await resolveJob(client, args[0] ?? '');
  const job = await client.jobs.retry(id);
  if (output.isJson) {
    await output.json(jobJson(job));
    return 0;
  }
  // The id alone on standard output, as `submit` does, so that scripts can go on with it.
  await output.write(`${job.id}\n`);
  await output.note(
    job.id === id ? 'It is queued again; its silent attempt is given up.' : `It is a new job with the spec of ${id}.`,
  );
  return 0;
};
