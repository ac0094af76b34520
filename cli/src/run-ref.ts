/** Which run a person means: its id, the beginning of it (with or without `run-`), its number (`#12`), or `latest`. */
import { parseId, type RunId } from '@orchion/domain';
import type { OrchionClient, RunSeen } from '@orchion/client';
import { CliFailure } from './failure.ts';

/** Candidates that are named; one more is asked for, to say that there are more. */
const candidatesMax = 8;

export async function resolveRun(client: OrchionClient, text: string): Promise<RunId> {
  const id = parseId('run', text);
  if (id !== null) return id;
  const found = await candidates(client, text);
  const [first, ...others] = found;
  if (first === undefined) {
    throw new CliFailure({
      code: 'not_found',
      message: `There is no run ${JSON.stringify(text)}.`,
      hint: '`orchion runs` lists the runs.',
    });
  }
  if (others.length > 0) {
    const named = found.slice(0, candidatesMax).map((run) => `${run.id} (${run.pipelineName} #${run.number})`);
    const more = found.length > candidatesMax ? ', and more' : '';
    throw new CliFailure({
      code: 'ambiguous',
      message: `${JSON.stringify(text)} fits several runs: ${named.join(', ')}${more}.`,
      hint: 'Write more of the id.',
    });
  }
  return first.id;
}

async function candidates(client: OrchionClient, text: string): Promise<readonly RunSeen[]> {
  if (text === 'latest') return (await client.runs.list({ pageSize: 1 })).runs;
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  if (number !== undefined) {
    const pageToken = `before-${Number(number) + 1}`;
    const { runs } = await client.runs.list({ withChildren: true, pageSize: 1, pageToken });
    const exact = runs.filter((run) => run.number === Number(number));
    if (exact.length > 0 || text.startsWith('#')) return exact;
  }
  const idPrefix = text.startsWith('run-') ? text : `run-${text}`;
  if (!/^run-[0-9a-z]{1,12}$/.test(idPrefix)) return [];
  return (await client.runs.list({ idPrefix, withChildren: true, pageSize: candidatesMax + 1 })).runs;
}
