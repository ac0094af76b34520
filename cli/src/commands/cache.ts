/** `orchion cache ls` and `orchion cache rm`: kept results of steps. */
import { limits, type CacheEntry } from '@orchion/domain';
import type { OrchionClient } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { clean } from '../output/style.ts';
import { relativeTime } from '../output/when.ts';
import type { CacheJson } from '../shapes.ts';

export const listCache: CommandRun<object> = async ({ world, output }) => {
  const { client } = await orchestratorOf({ world });
  const entries = await allEntries(client);
  const shape: CacheJson = { entries };
  if (output.isJson) await output.json(shape);
  else if (entries.length === 0) await output.note('Nothing is kept. A step with `cache:` keeps its result.');
  else
    await output.table(
      [
        { title: 'KEY' },
        { title: 'SIZE', align: 'right' },
        { title: 'PIPELINE' },
        { title: 'MADE BY' },
        { title: 'USED' },
      ],
      [...entries]
        .sort((a, b) => b.usedAt - a.usedAt)
        .map((entry) => [
          clean(entry.key),
          formatBytes(entry.bytes),
          clean(entry.pipelineName),
          clean(`${entry.madeBy.runId}/${entry.madeBy.stepKey}`),
          relativeTime(entry.usedAt, world.now()),
        ]),
    );
  return 0;
};

export const removeCache: CommandRun<{ readonly all?: boolean; readonly pipeline?: string }> = async ({
  world,
  output,
  options,
  args,
}) => {
  if (args.length === 0 && options.all !== true && options.pipeline === undefined) {
    throw usageFailure('There is nothing to remove.', 'Name keys or beginnings of keys, or say --pipeline or --all.');
  }
  const { client } = await orchestratorOf({ world });
  const entries = await allEntries(client);
  const keys = entries.filter((entry) => isMeant(entry, args, options)).map(({ key }) => key);
  if (keys.length === 0) {
    throw new CliFailure({
      code: 'not_found',
      message: 'Nothing kept fits.',
      hint: '`orchion cache ls` shows what is kept.',
    });
  }
  let removed = 0;
  for (let i = 0; i < keys.length; i += limits.pageSizeMax) {
    removed += await client.runs.removeCacheEntries(keys.slice(i, i + limits.pageSizeMax));
  }
  if (output.isJson) await output.json({ removed });
  else await output.write(`${removed} kept ${removed === 1 ? 'result was' : 'results were'} removed.\n`);
  return 0;
};

function isMeant(
  entry: CacheEntry,
  args: readonly string[],
  { all, pipeline }: { readonly all?: boolean; readonly pipeline?: string },
): boolean {
  if (all === true || entry.pipelineName === pipeline) return true;
  return args.some(
    (text) =>
      entry.key.startsWith(text) || entry.key.startsWith(`result:${text}`) || entry.key.startsWith(`paths:${text}`),
  );
}

async function allEntries(client: OrchionClient): Promise<readonly CacheEntry[]> {
  const entries: CacheEntry[] = [];
  let pageToken: string | undefined;
  do {
    const page = await client.runs.cacheEntries({
      pageSize: limits.pageSizeMax,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    entries.push(...page.entries);
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return entries;
}
