/**
 * docs/cli.md, made from what the program itself is made from: the command tree, the tables of exit and error codes, and
 * the types of what `--json` prints.
 */
import type { Argument, Command, Option } from 'commander';
import { errorCodes } from './error-codes.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';

/** `shapes`: the text of shapes.ts. Answers Markdown. */
export function cliPage(shapes: string): string {
  const program = createProgram(async () => undefined);
  return [
    '<!-- Made by `npm run generate` from cli/src/program.ts, shapes.ts, exit-codes.ts and error-codes.ts. -->',
    '# The `orchion` command',
    'Where it works: `ORCHION_HOME=DIR` moves everything (data, sockets, tokens, logs) below a directory, so that several can ' +
      'live side by side. `ORCHION_URL` (`unix:/path`, `http://127.0.0.1:7420`, `https://host:port`) with `ORCHION_TOKEN` or ' +
      '`ORCHION_TOKEN_FILE` points every command at another orchestrator. `NO_COLOR` switches colours off; they are only used ' +
      'on a terminal anyway. `ORCHION_DEBUG=1` adds details to errors.',
    'A job is named by its id, the beginning of its id (with or without `job-`), or its whole name where only one job has it.',
    'Every command takes `--json`: see [JSON shapes](#json-shapes).',
    '## Commands',
    ...program.commands.flatMap((command) => commandSection(command, 'orchion')),
    '## Exit codes',
    '`wait` and `submit --follow` end as the job ended, so the job’s own code can be any number; what Orchion has to say is ' +
      'then on standard error.',
    table(
      ['Code', 'Means'],
      Object.values(exitCodes).map(({ code, means }) => [String(code), means]),
    ),
    '## Error codes',
    'With `--json`, a failed command prints `{"error":{"code","message","violations"}}` on standard error.',
    table(
      ['Code', 'Exit code', 'Means'],
      Object.entries(errorCodes).map(([code, { exit, means }]) => [`\`${code}\``, String(exitCodes[exit].code), means]),
    ),
    '## JSON shapes',
    'What `--json` prints: one document, or one object a line for watches and logs. Fields are added, never renamed or ' +
      'removed. Times are ISO 8601 in UTC, sizes are bytes, absent is null. Types that are not defined here are those of ' +
      '[`domain/`](../domain/src).',
    `\`\`\`ts\n${shapes.slice(shapes.indexOf('/** On standard error')).trim()}\n\`\`\``,
  ].join('\n\n');
}

function commandSection(command: Command, path: string): readonly string[] {
  const name = `${path} ${command.name()}`;
  const usage = `${name} ${command.usage()}`.replaceAll('\n       ', '\n');
  const parts = [
    `### \`${name}\``,
    capital(command.description()),
    `\`\`\`\n${usage}\n\`\`\``,
    // Every command has --json: said once, above.
    optionTable(
      command.registeredArguments,
      command.options.filter((option) => option.long !== '--json'),
    ),
  ];
  return [...parts.filter((part) => part !== ''), ...command.commands.flatMap((child) => commandSection(child, name))];
}

function optionTable(args: readonly Argument[], options: readonly Option[]): string {
  const rows = [
    ...args.map((argument) => [`\`${argument.name()}\``, withChoices(argument.description, argument.argChoices)]),
    ...options.map((option) => [
      `\`${option.flags}\``,
      withChoices(option.description, option.argChoices) + defaultOf(option),
    ]),
  ];
  return rows.length === 0 ? '' : table(['', ''], rows);
}

function withChoices(description: string, choices: readonly string[] | undefined): string {
  return choices === undefined ? description : `${description}: ${choices.map((choice) => `\`${choice}\``).join(', ')}`;
}

function defaultOf(option: Option): string {
  return typeof option.defaultValue === 'string' ? `; default: \`${option.defaultValue}\`` : '';
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
