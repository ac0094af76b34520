/** What a command is given and what it answers. Each lives in its own file below `commands/` and is loaded only when it runs. */
import type { Command } from 'commander';
import type { OrchionClient } from '@orchion/client';
import { connectTo, targetOf, type Target } from './target.ts';
import type { Output } from './output/output.ts';
import type { World } from './world.ts';

interface Invocation<Options> {
  readonly world: World;
  readonly output: Output;
  readonly options: Options;
  /** Arguments in order; a list argument is the rest. */
  readonly args: readonly string[];
  /** The whole tree, for commands about the command line itself. */
  readonly program: Command;
}

/** Answers the exit code. Throws CliFailure for everything that a user should read; anything else is a bug. */
export type CommandRun<Options> = (invocation: Invocation<Options>) => Promise<number>;

/** Which orchestrator the command means, and a client of it. Nothing is sent yet. */
export async function orchestratorOf({
  world,
}: {
  readonly world: World;
}): Promise<Target & { readonly client: OrchionClient }> {
  const target = await targetOf(world);
  return { ...target, client: await connectTo(world, target) };
}
