/**
 * The command line as a tree: names, arguments, options and help, and which file runs what. Nothing heavy is loaded here;
 * docs/cli.md, the help and the shell completion are all read from this tree.
 */
import { Command, Option } from 'commander';
import { containerNetworks, limits, pullPolicies } from '@orchion/domain';
import type { CommandRun } from './command.ts';
import { exitCodes } from './exit-codes.ts';

/** Runs a command with what the command line says. */
export type Act = (load: () => Promise<CommandRun<never>>, command: Command) => Promise<void>;

const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
/** For options that may be given several times. */
const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];
const jobArgument = 'the job’s id, the beginning of its id, or its name where only one job has it';

export function createProgram(act: Act): Command {
  const program = new Command('orchion');
  program
    .description('Turns the machines that you own into one place to run AI work.')
    .version('', '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `${examples(
        'orchion up --detach                          start the orchestrator and an agent on this machine',
        'orchion submit --follow -- python train.py   run a command and watch its output',
        'orchion status                               everything on one screen',
      )}\n\nEvery command takes --json. Exit codes: orchion help exit-codes\n` +
        'Environment: ORCHION_HOME (where everything lives), ORCHION_URL, ORCHION_TOKEN, ORCHION_TOKEN_FILE, NO_COLOR',
    );
  const add = (name: string, description: string, run: () => Promise<CommandRun<never>>, parent = program): Command => {
    const command = parent.command(name).description(description).option('--json', 'print JSON for programs');
    command.action(async () => act(run, command));
    return command;
  };
  addLifecycle(add);
  addNodes(add);
  addSubmit(add);
  addJobs(add);
  addRuns(add);
  addLint(add);
  addRest(add, program);
  return program;
}

type Add = (name: string, description: string, run: () => Promise<CommandRun<never>>, parent?: Command) => Command;

function addLifecycle(add: Add): void {
  add('up', 'start the orchestrator and an agent on this machine', async () => (await import('./commands/up.ts')).up)
    .option('-d, --detach', 'return when they are ready and leave them running')
    .option('--name <name>', 'the name of this machine’s node', 'local')
    .option('--label <key=value>', 'a label of this machine’s node; may be repeated', collect)
    .option('--no-agent', 'start the orchestrator only')
    .option('--listen <host:port>', 'also listen on a loopback TCP address, for example 127.0.0.1:7420')
    .addHelpText(
      'after',
      '\nWhat runs already is left alone. Without --detach the command stays, shows a short status and stops on Ctrl+C what\n' +
        'it started; jobs keep running and are taken over at the next `orchion up`.',
    );
  add(
    'down',
    'stop what `orchion up` and `orchion agent` started',
    async () => (await import('./commands/down.ts')).down,
  )
    .option('--stop-jobs', 'cancel all jobs first and wait for their ends; without it they keep running')
    .addHelpText('after', '\nJobs that keep running are taken over at the next `orchion up`.');
  add('status', 'orchestrator, nodes, queue, and what waits and why', async () => {
    return (await import('./commands/status.ts')).status;
  });
  add('agent', 'start a further agent on this machine', async () => (await import('./commands/agent.ts')).agent)
    .option('--name <name>', 'the node’s name; default: this machine’s name')
    .option('--label <key=value>', 'a label of the node; may be repeated', collect)
    .option('-d, --detach', 'return when it is ready and leave it running')
    .addHelpText(
      'after',
      `\nWith ORCHION_URL and ORCHION_TOKEN it joins an orchestrator elsewhere.\n${examples('orchion agent --name b --label zone=lab')}`,
    );
}

function addNodes(add: Add): void {
  const nodes = add('nodes', 'list the nodes', async () => (await import('./commands/nodes.ts')).nodes).option(
    '-w, --watch',
    'go on with every change',
  );
  const one = (name: string, description: string, run: () => Promise<CommandRun<never>>): Command =>
    add(name, description, run, nodes).argument('<node>', 'the node’s name or id');
  one('show', 'everything about a node', async () => (await import('./commands/nodes.ts')).showNode);
  one('drain', 'place nothing new on a node and let its work finish', async () => {
    return (await import('./commands/manage-node.ts')).drain;
  }).option('--deadline <duration>', 'stop the work that still runs after this and queue it again, for example 10m');
  one('cordon', 'place nothing new on a node', async () => (await import('./commands/manage-node.ts')).cordon);
  one('uncordon', 'place work on a node again', async () => (await import('./commands/manage-node.ts')).uncordon);
  one('remove', 'unregister a node; refused while work runs on it', async () => {
    return (await import('./commands/manage-node.ts')).remove;
  }).option('--force', 'remove it although work runs on it: that work is given up');
}

function addSubmit(add: Add): void {
  add('submit', 'submit a job', async () => (await import('./commands/submit.ts')).submit)
    .argument('[command...]', 'the program and its arguments')
    .usage('[options] [--] COMMAND [ARGS...]\n       orchion submit [options] -f job.yaml')
    .passThroughOptions()
    .option('-f, --file <path>', 'read the job from a YAML file, - for standard input; other options override it')
    .option('--name <name>', 'for people; default: the program’s name')
    .option(
      '--image <image>',
      'run in a container of this image, for example python:3.12; alone: what it runs by itself',
    )
    .addOption(
      new Option('--pull <policy>', 'fetch the image where it is missing (the default), each time, or not').choices(
        pullPolicies,
      ),
    )
    .option('--user <user>', 'the user in the container: a name, a number, or user:group')
    .addOption(new Option('--network <network>', 'what the container reaches').choices(containerNetworks))
    .option('--cpu <cores>', 'cores, for example 2, 0.5 or 500m; default: 1')
    .option('--memory <size>', 'memory to reserve, for example 8GiB')
    .option('--disk <size>', 'disk to reserve, for example 50GiB')
    .option('--gpus <amount>', 'whole GPUs (1, 2 ...) or a part of one (0.5)')
    .addOption(
      new Option('--gpu-vendor <vendor>', 'only GPUs of this vendor').choices([
        'nvidia',
        'amd',
        'apple',
        'intel',
        'other',
      ]),
    )
    .option('--gpu-model <text>', 'only GPUs with this in their model’s name, for example 4090')
    .option('--vram <size>', 'VRAM that must be free on each GPU')
    .option('--label <key=value>', 'a label that the node must have; may be repeated', collect)
    .option('--node <node>', 'only this node, by name or id')
    .option('--priority <number>', `-${limits.priorityMax} to ${limits.priorityMax}; higher goes first`)
    .option('--env <name=value>', 'an environment variable; NAME alone passes yours on; may be repeated', collect)
    .option('--cwd <dir>', 'directory to run in; relative ones are resolved here, so `--cwd .` is this one')
    .option('--timeout <duration>', 'end the command after this, for example 10m')
    .option('--queue-timeout <duration>', 'give up when it has waited this long for a node')
    .option('--grace <duration>', 'from the polite ask to end to the kill; default: 10s')
    .option('--retries <number>', 'try again so often when the command fails')
    .option('--idempotent', 'the command may safely run more than once')
    .addOption(new Option('--on-lost <what>', 'what happens when its node is lost').choices(['hold', 'retry', 'fail']))
    .option('--exclusive', 'never two at once, even when a node is cut off')
    .option(
      '--workspace <dir>',
      'send the files of this folder along; the job runs among them; ignore files are respected',
    )
    .option('--artifact <name=pattern>', 'keep these files of its directory when it succeeds; may be repeated', collect)
    .option('--request-id <text>', 'the same id twice gives the same job: for scripts that try again')
    .option('--follow', 'print the job’s output and end with its exit code; Ctrl+C lets it go on')
    .addHelpText(
      'after',
      '\nPrints the job’s id. The job runs in a private, empty directory on its node, not in the current one, unless --cwd\n' +
        'says otherwise: a node may be another machine. Nothing is passed to a shell; for one, submit `sh -c "..."`.\n' +
        examples(
          'orchion submit -- echo hello',
          'orchion submit --gpus 1 --vram 20GiB --cwd . --follow -- python train.py --lr 0.1',
          'orchion submit --workspace . --artifact report=out/ -- make report',
          'id=$(orchion submit --retries 2 -- make test) && orchion wait "$id"',
        ),
    );
}

function addJobs(add: Add): void {
  const jobs = add('jobs', 'list jobs, newest first', async () => (await import('./commands/jobs.ts')).jobs)
    .addOption(
      new Option('--state <state>', 'only jobs in this state; may be repeated or a list with commas').argParser(
        collect,
      ),
    )
    .option('--name <text>', 'only jobs with this in their name')
    .option('--node <node>', 'only jobs whose latest attempt is on this node')
    .option('--limit <number>', `jobs a page, 1 to ${limits.pageSizeMax}`, '50')
    .option('--page <token>', 'the next page, as the last one named it')
    .option('--all', 'all pages')
    .option('-w, --watch', 'go on with every change');
  add(
    'show',
    'a job: what, where, attempts, reasons, exit',
    async () => (await import('./commands/jobs.ts')).showJob,
    jobs,
  ).argument('<job>', jobArgument);
  add('logs', 'print what a job wrote', async () => (await import('./commands/logs.ts')).logs)
    .argument('<job>', jobArgument)
    .option('-f, --follow', 'go on until the job has ended; resumes by itself after a cut')
    .option('--since <when>', 'only what was written since: a duration (10m) or a time (2026-01-31T12:00:00Z)')
    .addOption(new Option('--stream <stream>', 'only this stream').choices(['stdout', 'stderr']))
    .option('--attempt <number>', 'of this attempt; default: the latest one')
    .addHelpText(
      'after',
      '\nThe job’s standard output goes to standard output, its standard error to standard error. In a pipe or file every byte\n' +
        'arrives unchanged. On a terminal, colours are kept and sequences that would move the cursor or retitle the window\n' +
        'are left out.',
    );
  add(
    'explain',
    'why a job is where it is, or why it waits',
    async () => (await import('./commands/explain.ts')).explain,
  ).argument('<job>', jobArgument);
  add('cancel', 'cancel a job', async () => (await import('./commands/manage-job.ts')).cancel).argument(
    '<job>',
    jobArgument,
  );
  add('retry', 'run an ended job again, or give up the silent attempt of an unknown one', async () => {
    return (await import('./commands/manage-job.ts')).retry;
  }).argument('<job>', jobArgument);
  add('wait', 'wait for a job’s end and end with its exit code', async () => (await import('./commands/wait.ts')).wait)
    .argument('<job>', jobArgument)
    .option('--timeout <duration>', `wait no longer than this; the exit code is then ${exitCodes.stillRunning.code}`)
    .addHelpText('after', '\nExit code: the job’s own; 128 + n for signal n; the others: orchion help exit-codes');
}

const leaverArgument = 'a run (its id, #12, latest), or a job as in `orchion jobs show`';
const runArgument = 'the run’s id, the beginning of its id, its number (#12), or `latest`';

function addRuns(add: Add): void {
  const run = add('run', 'run a pipeline', async () => (await import('./commands/run.ts')).run)
    .argument('[file]', 'the pipeline’s file, - for standard input')
    .usage('[options] FILE')
    .option('-i, --input <name=value>', 'an input of the pipeline; may be repeated', collect)
    .option('--follow', 'show its steps as they go on and end as it ended; Ctrl+C lets it go on')
    .option('--plan', 'say what it would do and where, and start nothing; as `orchion plan`')
    .option('--request-id <text>', 'the same id twice gives the same run: for scripts that try again')
    .addHelpText(
      'after',
      '\nPrints the run’s id. A file that is called like one of the subcommands is written with its folder: ./show\n' +
        examples(
          'orchion run train.orchion.yaml --input epochs=3 --follow',
          'orchion run show latest                      its steps, and why they wait or failed',
          'orchion run rerun latest --failed --follow   again, what failed and everything after it',
        ),
    );
  add('show', 'a run with its steps', async () => (await import('./commands/runs.ts')).showRun, run).argument(
    '<run>',
    runArgument,
  );
  add('cancel', 'cancel a run', async () => (await import('./commands/manage-run.ts')).cancelRun, run)
    .argument('<run>', runArgument)
    .option('--force', 'end the steps that clean up, too');
  add(
    'rerun',
    'run an ended run again, or a part of it',
    async () => {
      return (await import('./commands/manage-run.ts')).rerun;
    },
    run,
  )
    .argument('<run>', runArgument)
    .option('--failed', 'what failed or was cancelled, and everything after it; the rest is taken over')
    .option('--from <step>', 'this step and everything after it')
    .option('--only <step>', 'one step, or one cell of its matrix (train[3]), and nothing else')
    .option('--file <file>', 'the pipeline as it is now: what is written differently begins anew, too')
    .option(
      '-i, --input <name=value>',
      'other inputs, all of them; may be repeated; only with everything anew',
      collect,
    )
    .option('--follow', 'show its steps as they go on and end as it ended');
  const artifacts = add('artifacts', 'what a job or a run left behind', async () => {
    return (await import('./commands/artifacts.ts')).listArtifacts;
  })
    .argument('<of>', leaverArgument)
    .usage('ls RUN|JOB\n       orchion artifacts get RUN|JOB [NAME] [--into DIR]')
    .addHelpText(
      'after',
      '\nFiles are fetched once: what is there already is not fetched again, and what broke off goes on where it stopped.\n' +
        examples(
          'orchion artifacts ls latest',
          'orchion artifacts get latest                  each into a folder of its name',
          'orchion artifacts get #12 model --into model  one, straight into this folder',
        ),
    );
  add('ls', 'list them', async () => (await import('./commands/artifacts.ts')).listArtifacts, artifacts).argument(
    '<of>',
    leaverArgument,
  );
  add('get', 'fetch them', async () => (await import('./commands/artifacts.ts')).getArtifacts, artifacts)
    .argument('<of>', leaverArgument)
    .argument('[name]', 'only this one')
    .option('--into <dir>', 'the folder to lay them out in; default: this one')
    .option('--force', 'replace other files that are there');
  add('runs', 'list the runs', async () => (await import('./commands/runs.ts')).runs)
    .option('--state <state>', 'only these states (comma-separated); may be repeated', collect)
    .option('--pipeline <text>', 'only runs of pipelines with this in their name')
    .option('--children', 'runs that steps of other runs use, too')
    .option('--limit <number>', `at most so many, up to ${limits.pageSizeMax}`, '20')
    .option('--page <token>', 'go on where a page ended');
  add('plan', 'what a run of a pipeline would do now, and where each step would go', async () => {
    return (await import('./commands/plan.ts')).plan;
  })
    .argument('<file>', 'the pipeline’s file, - for standard input')
    .option('-i, --input <name=value>', 'an input of the pipeline; may be repeated', collect)
    .addHelpText('after', '\nNothing is stored. Everything before a step is taken to go well.');
  const cache = add('cache', 'kept results of steps', async () => (await import('./commands/cache.ts')).listCache);
  add('ls', 'list them, those used last first', async () => (await import('./commands/cache.ts')).listCache, cache);
  add(
    'rm',
    'remove some, so that their steps run again',
    async () => {
      return (await import('./commands/cache.ts')).removeCache;
    },
    cache,
  )
    .argument('[keys...]', 'keys, or how they begin')
    .option('--pipeline <name>', 'all of this pipeline')
    .option('--all', 'all');
}

function addLint(add: Add): void {
  add('lint', 'check pipeline and job files', async () => (await import('./commands/lint.ts')).lint)
    .argument('[files...]', 'files, or folders to look for pipelines in')
    .addOption(new Option('--format <format>', 'how problems are printed').choices(['text', 'json', 'sarif']))
    .addHelpText(
      'after',
      '\nWithout files: every NAME.orchion.yaml below this folder, and the YAML files in folders called .orchion.\n' +
        'Works without an orchestrator. Exit code: 1 where a file has errors; warnings alone leave it at 0.\n' +
        'What each problem means: docs/problems.md.\n' +
        examples('orchion lint', 'orchion lint train.orchion.yaml', 'orchion lint --format sarif > lint.sarif'),
    );
}

function addRest(add: Add, program: Command): void {
  add(
    'completion',
    'print a completion script for a shell',
    async () => (await import('./commands/completion.ts')).completion,
  )
    .addArgument(program.createArgument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      examples(
        'source <(orchion completion bash)            in ~/.bashrc',
        'source <(orchion completion zsh)             in ~/.zshrc, after compinit',
        'orchion completion fish | source             in ~/.config/fish/config.fish',
      ),
    );
  add('version', 'print the version', async () => (await import('./commands/version.ts')).version);
}
