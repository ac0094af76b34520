/** `orchion logs`: what a job wrote. */
import { startOfLog } from '@orchion/domain';
import { parseDuration } from '@orchion/schemas';
import type { LogTailRequest } from '@orchion/client';
import { wholeNumberOf } from '../amount-option.ts';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import { resolveJob } from '../job-ref.ts';
import { printLog } from '../print-log.ts';

export interface LogsOptions {
  readonly follow?: boolean;
  readonly since?: string;
  readonly stream?: 'stdout' | 'stderr';
  readonly attempt?: string;
}

export const logs: CommandRun<LogsOptions> = async ({ world, output, options, args }) => {
  const attempt = wholeNumberOf('--attempt', options.attempt, { min: 1, max: 2 ** 31 - 1 });
  const sinceAt = options.since === undefined ? null : sinceFrom(options.since, world.now());
  const { client } = await orchestratorOf({ world });
  const request: LogTailRequest = {
    jobId: await resolveJob(client, args[0] ?? ''),
    attempt: attempt ?? null,
    stream: options.stream ?? 'both',
    cursor: startOfLog,
    sinceAt,
    follow: options.follow === true,
  };
  await printLog(world, output, client, request);
  return world.interrupted.aborted ? exitCodes.interrupted.code : exitCodes.ok.code;
};

/** `10m`: ten minutes ago. Otherwise a point in time as ISO 8601 writes it. */
function sinceFrom(text: string, now: number): number {
  const duration = parseDuration(text);
  if ('value' in duration) return now - duration.value;
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    throw usageFailure(
      `--since: ${JSON.stringify(text.slice(0, 40))} is no duration and no time; write 10m or 2026-01-31T12:00:00Z`,
    );
  }
  return at;
}
