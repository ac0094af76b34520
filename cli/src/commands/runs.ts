/** `orchion runs` and `orchion run show`. */
import { limits, runTransitions, statesOf, type RunState } from '@orchion/domain';
import type { RunQuery } from '@orchion/client';
import { wholeNumberOf } from '../amount-option.ts';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { printRun, runColumns, runRow } from '../output/run-view.ts';
import { resolveRun } from '../run-ref.ts';
import type { RunsJson } from '../shapes.ts';
import { runHeadJson, runJson } from '../to-json.ts';

export interface RunsOptions {
  readonly state?: readonly string[];
  readonly pipeline?: string;
  readonly limit: string;
  readonly page?: string;
  readonly children?: boolean;
}

export const runs: CommandRun<RunsOptions> = async ({ world, output, options }) => {
  const query = queryFrom(options);
  const { client } = await orchestratorOf({ world });
  const { runs: seen, nextPageToken } = await client.runs.list(query);
  const shape: RunsJson = { runs: seen.map(runHeadJson), nextPage: nextPageToken };
  if (output.isJson) await output.json(shape);
  else if (seen.length === 0) await output.note('There are no such runs. `orchion run FILE` starts one.');
  else
    await output.table(
      runColumns,
      seen.map((run) => runRow(run, output.style, world.now())),
    );
  if (nextPageToken !== null) await output.note(output.style.dim(`More: orchion runs --page ${nextPageToken}`));
  return 0;
};

export const showRun: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const detail = await client.runs.get(await resolveRun(client, args[0] ?? ''));
  if (output.isJson) await output.json(runJson(detail));
  else await printRun(output, detail, world.now());
  return 0;
};

function queryFrom(options: RunsOptions): RunQuery {
  const known = statesOf(runTransitions);
  const states = (options.state ?? [])
    .flatMap((text) => text.split(','))
    .map((text): RunState => {
      const state = known.find((name) => name === text.trim());
      if (state === undefined)
        throw usageFailure(`--state: ${JSON.stringify(text)} is no state; there are ${known.join(', ')}`);
      return state;
    });
  const pageSize = wholeNumberOf('--limit', options.limit, { min: 1, max: limits.pageSizeMax });
  return {
    states,
    withChildren: options.children === true,
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(options.pipeline === undefined ? {} : { pipeline: options.pipeline }),
    ...(options.page === undefined ? {} : { pageToken: options.page }),
  };
}
