/** `orchion run cancel` and `orchion run rerun`. */
import { isEndedRun, type RerunScope } from '@orchion/domain';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { inputsFrom } from '../run-inputs.ts';
import { resolveRun } from '../run-ref.ts';
import { runJson } from '../to-json.ts';
import { afterStart, readAndSend } from './run.ts';

export const cancelRun: CommandRun<{ readonly force?: boolean }> = async ({ world, output, options, args }) => {
  const { client } = await orchestratorOf({ world });
  const runId = await resolveRun(client, args[0] ?? '');
  const detail = await client.runs.cancel(runId, { force: options.force === true });
  if (output.isJson) await output.json(runJson(detail));
  else if (isEndedRun(detail.run.status.state)) await output.write(`${runId} is cancelled.\n`);
  else await output.write(`${runId} is being ended: what runs is asked to end, what cleans up goes on.\n`);
  return 0;
};

export interface RerunOptions {
  readonly failed?: boolean;
  readonly from?: string;
  readonly only?: string;
  readonly file?: string;
  readonly input?: readonly string[];
  readonly follow?: boolean;
}

export const rerun: CommandRun<RerunOptions> = async ({ world, output, options, args }) => {
  const scope = scopeFrom(options);
  const target = await orchestratorOf({ world });
  const { client } = target;
  const runId = await resolveRun(client, args[0] ?? '');
  const { file } = options;
  const again = `orchion run rerun ${runId} --file ${file ?? ''}`;
  const edited = file === undefined ? null : await readAndSend(world, output, target, { file, again });
  const started = await client.runs.rerun({
    runId,
    scope,
    inputs: inputsFrom(options.input),
    ...(edited !== null && { edited }),
  });
  return afterStart(world, output, client, started, options.follow === true);
};

function scopeFrom({ failed, from, only }: RerunOptions): RerunScope {
  const asked = [failed === true, from !== undefined, only !== undefined].filter(Boolean).length;
  if (asked > 1) throw usageFailure('Of --failed, --from and --only one can be said.');
  if (failed === true) return { kind: 'failed' };
  if (from !== undefined) return { kind: 'from', stepId: from };
  return only === undefined ? { kind: 'all' } : { kind: 'only', stepKey: only };
}
