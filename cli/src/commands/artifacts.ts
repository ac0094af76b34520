/** `orchion artifacts ls` and `get`: what jobs and the steps of runs left behind. */
import { join, resolve } from 'node:path';
import type { Artifact } from '@orchion/domain';
import type { OrchionClient } from '@orchion/client';
import { fetchInto } from '@orchion/files';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { CliFailure } from '../failure.ts';
import { withFiles } from '../file-failure.ts';
import { resolveJob } from '../job-ref.ts';
import { formatBytes } from '@orchion/schemas';
import { clean } from '../output/style.ts';
import { resolveRun } from '../run-ref.ts';
import type { ArtifactJson, ArtifactsFetchedJson, ArtifactsJson } from '../shapes.ts';

/** An artifact and the step that left it; null: a job's own. */
interface Left {
  readonly step: string | null;
  readonly artifact: Artifact;
}

export const listArtifacts: CommandRun<object> = async ({ world, output, args }) => {
  const { client } = await orchestratorOf({ world });
  const found = await artifactsOf(client, args[0] ?? '');
  const shape: ArtifactsJson = { artifacts: found.map(artifactJson) };
  if (output.isJson) await output.json(shape);
  else if (found.length === 0) await output.note('It left no artifacts.');
  else {
    const rows = found.map(({ step, artifact }) => [
      clean(artifact.name),
      step ?? '-',
      String(artifact.files),
      formatBytes(artifact.bytes),
    ]);
    await output.table([{ title: 'NAME' }, { title: 'STEP' }, { title: 'FILES' }, { title: 'SIZE' }], rows);
  }
  return 0;
};

export interface GetArtifactsOptions {
  readonly into?: string;
  readonly force?: boolean;
}

export const getArtifacts: CommandRun<GetArtifactsOptions> = async ({ world, output, options, args }) => {
  const [of = '', name] = args;
  const { client, endpoint, token } = await orchestratorOf({ world });
  const all = await artifactsOf(client, of);
  const wanted = name === undefined ? all : all.filter(({ artifact }) => artifact.name === name);
  if (wanted.length === 0) throw notThere(name, all);
  const base = resolve(world.currentDir, options.into ?? '.');
  const content = await world.contentOf({ endpoint, token });
  const fetched: ArtifactsFetchedJson['artifacts'][number][] = [];
  try {
    for (const left of wanted) {
      const { artifact } = left;
      const isAlone = wanted.length === 1 && options.into !== undefined && name !== undefined;
      const folder = isAlone ? base : join(base, ...folderOf(left, wanted));
      const line = output.waiting(`fetching ${clean(artifact.name)}`);
      const say = (done: { readonly bytes: number; readonly total: number }): void =>
        line.say(`fetching ${clean(artifact.name)}: ${formatBytes(done.bytes)} of ${formatBytes(done.total)}`);
      try {
        const done = await withFiles(`orchion artifacts get ${of}`, () =>
          fetchInto(content, artifact.tree, folder, {
            replace: options.force === true,
            signal: world.interrupted,
            onProgress: say,
          }),
        );
        fetched.push({ ...artifactJson(left), into: folder, fetchedBytes: done.fetchedBytes });
      } finally {
        line.stop();
      }
      if (!output.isJson) await output.write(`${folder}\n`);
    }
  } finally {
    content.close();
  }
  if (output.isJson) await output.json({ artifacts: fetched } satisfies ArtifactsFetchedJson);
  return 0;
};

/** Where each goes, below the folder that was named: its name, and its step's where two share one. */
function folderOf({ step, artifact }: Left, all: readonly Left[]): readonly string[] {
  const isShared = all.filter((other) => other.artifact.name === artifact.name).length > 1;
  return isShared && step !== null ? [step, artifact.name] : [artifact.name];
}

/** Of a run (its id, #number, latest) or of a job's latest attempt. */
async function artifactsOf(client: OrchionClient, text: string): Promise<readonly Left[]> {
  if (/^(?:run-|#)|^latest$/.test(text)) {
    const { steps } = await client.runs.get(await resolveRun(client, text));
    return steps.flatMap(({ key, artifacts }) => artifacts.map((artifact) => ({ step: key, artifact })));
  }
  const job = await client.jobs.get(await resolveJob(client, text));
  const artifacts = job.attempts.at(-1)?.products?.artifacts ?? [];
  return artifacts.map((artifact) => ({ step: null, artifact }));
}

function artifactJson({ step, artifact: { name, tree, files, bytes } }: Left): ArtifactJson {
  return { step, name, tree, files, bytes };
}

function notThere(name: string | undefined, all: readonly Left[]): CliFailure {
  const names = [...new Set(all.map(({ artifact }) => artifact.name))];
  if (name === undefined || names.length === 0) {
    return new CliFailure({ code: 'not_found', message: 'It left no artifacts.' });
  }
  return new CliFailure({
    code: 'not_found',
    message: `It left no artifact ${JSON.stringify(name)}.`,
    hint: `There are: ${names.slice(0, 20).join(', ')}`,
  });
}
