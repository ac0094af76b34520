/** Stays while what was started runs, with a short live status on a terminal; on Ctrl+C stops exactly what was started. */
import type { OrchionClient } from '@orchion/client';
import { CliFailure } from '../failure.ts';
import type { Output } from '../output/output.ts';
import type { Launched } from '../process/launch.ts';
import { lastWords } from '../process/log-tail.ts';
import { removeRecord } from '../process/record.ts';
import { stopProcess } from '../process/stop.ts';
import type { World } from '../world.ts';

export interface Held {
  /** 'the orchestrator', 'the agent b'. */
  readonly what: string;
  readonly launched: Launched;
  readonly recordFile: string;
}

const lookMs = 1000;

/** `held` in the order in which it is stopped. */
export async function holdForeground(
  world: World,
  output: Output,
  client: OrchionClient,
  held: readonly Held[],
): Promise<number> {
  const spinner = output.waiting('running; Ctrl+C stops');
  let dead: Held | undefined;
  while (!world.interrupted.aborted && dead === undefined) {
    await world.delay(lookMs, world.interrupted);
    dead = held.find((one) => one.launched.exit() !== null);
    spinner.say(`${await statusLine(client)}   (Ctrl+C stops; jobs go on)`);
  }
  spinner.stop();
  await output.note(dead === undefined ? 'Stopping ...' : `${dead.what} has ended; stopping the rest ...`);
  for (const { launched, recordFile } of held) {
    await stopProcess(world, launched.record);
    await removeRecord(recordFile);
  }
  if (dead === undefined) {
    await output.note('Stopped. Jobs that were running go on and are taken over at the next `orchion up`.');
    return 0;
  }
  const exit = dead.launched.exit();
  const words = (await lastWords(dead.launched.log)).join(' | ');
  throw new CliFailure({
    code: 'ended',
    message: `${dead.what} ended by itself (${exit?.signal ?? `exit code ${exit?.code}`}). It said: ${words}`,
    where: dead.launched.log.file,
    hint: '`orchion up` starts it again; nothing that was accepted is lost.',
  });
}

async function statusLine(client: OrchionClient): Promise<string> {
  try {
    const { nodes, counts } = await client.cluster.status({ timeoutMs: 2000 });
    const ready = nodes.filter((node) => node.liveness === 'ready').length;
    return `nodes: ${ready} of ${nodes.length} ready   jobs: ${counts.queued} queued, ${counts.running} running`;
  } catch {
    return 'the orchestrator does not answer';
  }
}
