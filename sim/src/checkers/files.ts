/**
 * Files of steps: what a step is given is byte for byte what was left under that name; the outputs and artifacts that count
 * are those of the attempt that counts; and nothing is collected that a live run, a waiting job or a kept result refers to.
 */
import { isEndedRun, type Digest, type StepRun } from '@orchion/domain';
import type { MemoryDisk } from '@orchion/orchestrator';
import type { CreateReferee } from '../referee.ts';
import { outputName, textLeftBy } from '../sim-job-files.ts';

export const files: CreateReferee = ({ fail }) => {
  const left = new Map<Digest, string>();

  function onSucceeded({ runId, key, jobId, outputs, artifacts }: StepRun, disk: MemoryDisk): void {
    const latest = jobId === null ? undefined : disk.jobs.get(jobId)?.attempts.at(-1);
    if (latest === undefined) return;
    const name = `${runId}/${key}`;
    const by = `${latest.jobId}/${latest.number}`;
    if (outputs[outputName] !== by) fail(`${name} has the outputs of ${String(outputs[outputName])}, and ${by} counts`);
    for (const artifact of artifacts) {
      const text = left.get(artifact.tree);
      if (text !== textLeftBy(latest, artifact.name))
        fail(`${name} has the artifact ${String(text)}, and ${by} counts`);
    }
  }

  return {
    filesLeft({ tree, text }) {
      left.set(tree, text);
    },
    filesFetched({ ref, tree, texts }) {
      const name = `${ref.jobId}/${ref.number}`;
      if (texts === null) return fail(`${name} was to be given ${String(left.get(tree))}, which is gone`);
      const [text] = texts;
      if (text !== left.get(tree)) fail(`${name} was given ${String(text)} for ${String(left.get(tree))}`);
    },
    committed(changes, disk) {
      for (const change of changes) {
        if (change.kind !== 'step-put') continue;
        const { step } = change;
        if (step.state === 'succeeded' && step.resultOf === null && step.childRunId === null) onSucceeded(step, disk);
      }
    },
    look({ disk, contents }) {
      for (const tree of referred(disk)) {
        if (!contents.has(tree)) return fail(`${String(left.get(tree))} is referred to and was collected`);
      }
    },
  };
};

function* referred(disk: MemoryDisk): Generator<Digest> {
  for (const { run, steps } of disk.runs.values()) {
    if (isEndedRun(run.status.state)) continue;
    for (const { artifacts } of steps.values()) for (const { tree } of artifacts) yield tree;
  }
  for (const { job } of disk.jobs.values()) {
    if (job.status.outcome === null) for (const { tree } of job.spec.files.fetch) yield tree;
  }
  for (const { artifacts } of disk.cache.values()) for (const { tree } of artifacts) yield tree;
}
