/**
 * One run of the command: parse, load what was asked for, run it, and print what went wrong. The only place that prints
 * errors and that turns them into exit codes.
 */
import type { Command, CommanderError } from 'commander';
import type { CommandRun } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { failureOf, type FailurePlace } from './failure-of.ts';
import type { CliFailure } from './failure.ts';
import { usageFailure } from './failure.ts';
import { createOutput } from './output/output.ts';
import { clean, styleFor } from './output/style.ts';
import { createProgram } from './program.ts';
import type { ErrorJson } from './shapes.ts';
import type { World } from './world.ts';

/** `args` without node and script. Answers the exit code; never throws. */
export async function runCli(world: World, args: readonly string[]): Promise<number> {
  const wantsJson = (args.includes('--') ? args.slice(0, args.indexOf('--')) : args).includes('--json');
  try {
    return await parseAndRun(world, args);
  } catch (error) {
    const failure = failureOf(error, await placeOf(world));
    await printFailure(world, failure, wantsJson);
    return failure.exitCode;
  }
}

async function parseAndRun(world: World, args: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok.code;
  let said = '';
  const program = createProgram(async (load, command) => {
    // `--json` before the subcommand's name counts for the subcommand too.
    const options = command.optsWithGlobals<{ json?: boolean }>();
    const output = createOutput(world, options.json === true);
    // Options have the shape that the tree declares for this command, which is what its run function is written for.
    const run = (await load()) as unknown as CommandRun<typeof options>;
    exitCode = await run({ world, output, options, args: command.args, program });
  });
  forEachCommand(program, (command) => {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        said += text;
      },
      // What commander has to say about a wrong command line comes with its error.
      writeErr: () => undefined,
      getOutHelpWidth: () => world.stdout.columns ?? 100,
      getOutHasColors: () => false,
    });
  });
  const [first, second] = args;
  if (first === '--version' || first === '-V') return parseAndRun(world, ['version', ...args.slice(1)]);
  if (first === 'help' && second === 'exit-codes') {
    await world.stdout.write(exitCodeHelp());
    return exitCode;
  }
  try {
    if (args.length === 0) said = program.helpInformation();
    else await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!isCommanderError(error)) throw error;
    if (error.exitCode !== 0) throw usageFailureFrom(error);
  }
  if (said !== '') await world.stdout.write(said);
  return exitCode;
}

function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const child of command.commands) forEachCommand(child, visit);
}

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

function usageFailureFrom(error: CommanderError): CliFailure {
  const [message = '', ...more] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = more.join(' ').replace(/[()]/g, '').trim();
  const hint = suggestion === '' ? '`orchion help COMMAND` shows what there is.' : suggestion;
  return usageFailure(`${message.charAt(0).toUpperCase()}${message.slice(1)}`, hint);
}

function exitCodeHelp(): string {
  const lines = Object.values(exitCodes).map(({ code, means }) => `  ${String(code).padStart(3)}  ${means}\n`);
  return `Exit codes:\n${lines.join('')}`;
}

/** Where the orchestrator would be, for the message; the failure may well be that this cannot be said. */
async function placeOf(world: World): Promise<FailurePlace | null> {
  try {
    const { targetOf } = await import('./target.ts');
    const { address, isOwn, token } = await targetOf(world);
    return { address, isOwn, hasToken: token !== null };
  } catch {
    return null;
  }
}

async function printFailure(world: World, failure: CliFailure, asJson: boolean): Promise<void> {
  const { code, message, where, hint, violations = [], cause } = failure.text;
  if (asJson) {
    const error: ErrorJson = { error: { code, message, violations } };
    await world.stderr.write(`${JSON.stringify(error)}\n`);
  } else {
    const style = styleFor(world.stderr, world.env);
    const lines = [`${style.bad('orchion:')} ${clean(message)}`];
    for (const violation of violations)
      lines.push(`  ${style.bold(clean(violation.field))}: ${clean(violation.message)}`);
    if (where !== undefined) lines.push(`  ${style.dim('where:')} ${clean(where)}`);
    if (hint !== undefined) lines.push(`  ${style.dim('do:')}    ${clean(hint)}`);
    await world.stderr.write(`${lines.join('\n')}\n`);
  }
  const details = cause instanceof Error ? cause : failure;
  if ((world.env.ORCHION_DEBUG ?? '') !== '') await world.stderr.write(`${details.stack ?? ''}\n`);
}
