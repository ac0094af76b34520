/**
 * Text of a pipeline file to its spec, or everything that is wrong with it at once:
 *
 *     text -> YAML with positions -> validator (structure) and checks (meaning), both -> lowering -> spec
 *                                 \-> the pipelines that it uses, the same way
 *
 * The checks read the file as it is, valid or not, so that one slip in the structure does not hide all others.
 */
import type { PipelineSpec } from '@orchion/domain';
import validate from '../../generated/validate-pipeline.js';
import type { Finding } from '../finding.ts';
import type { Problem } from '../problem.ts';
import { inOrder, problemFrom } from '../problem-from.ts';
import { findingsFrom } from '../sentences.ts';
import { readYaml, writtenText, type YamlFile, type YamlResult } from '../yaml/read-yaml.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkNeeds } from './check-needs.ts';
import { checkSteps } from './check-steps.ts';
import { checkTop } from './check-top.ts';
import { checkUsedInputs } from './check-uses.ts';
import { pipelineWords } from './field-hints.ts';
import { lowerPipelineFile } from './lower.ts';
import { checkTemplates } from './check-templates.ts';
import type { PipelineFile } from './schema.ts';
import { scopesOf } from './scopes.ts';
import { outlineOf, type Outline } from './step-outline.ts';
import { resolveUsed, violationOfUsed } from './used-path.ts';

/** Together with the steps of the pipelines that it uses, each use counted. */
const pipelineStepsMax = 1000;
/** A pipeline that uses one that uses one ... */
const usedDepthMax = 4;

export interface PipelineFileText {
  readonly text: string;
  /** May be a path: its last part, without its ending, names a pipeline that has no `name`. */
  readonly fileName: string;
  /** The text of a used pipeline, by its path as seen from this file's folder; null: there is none. */
  readonly readUsed: (path: string) => string | null;
  /** The text as `readYaml` read it under this name, where somebody has done so already. */
  readonly yaml?: YamlResult;
}

export interface PipelineFileResult {
  /** Null: there are errors. */
  readonly pipeline: PipelineSpec | null;
  /** Errors and warnings, by file and place. */
  readonly problems: readonly Problem[];
}

/** Never throws. */
export function parsePipelineFile({ text, fileName, readUsed, yaml }: PipelineFileText): PipelineFileResult {
  const key = /[^/\\]*$/.exec(fileName)?.[0] ?? '';
  const folder = fileName.slice(0, fileName.length - key.length);
  const read = new Map<string, ReadPipeline>();
  const main = readPipeline({ yaml: yaml ?? readYaml(text, fileName), key, trail: [] }, { folder, readUsed, read });
  const others = [...read.values()].flatMap(({ problems }) => problems);
  const hasErrors = others.some(({ severity }) => severity === 'error');
  return { pipeline: hasErrors ? null : main.pipeline, problems: [...main.problems, ...others] };
}

interface Reading {
  /** Of the first file: what used ones are named with to the user. */
  readonly folder: string;
  readonly readUsed: PipelineFileText['readUsed'];
  /** Used files that were read already, by key. */
  readonly read: Map<string, ReadPipeline>;
}

interface ReadPipeline {
  readonly pipeline: PipelineSpec | null;
  readonly problems: readonly Problem[];
  /** How many pipelines deep it uses others; 0: none. */
  readonly depth: number;
  readonly steps: number;
}

interface PipelineText {
  readonly yaml: YamlResult;
  readonly key: string;
  /** The keys of the files that led here. */
  readonly trail: readonly string[];
}

function readPipeline({ yaml, key, trail }: PipelineText, reading: Reading): ReadPipeline {
  if ('problems' in yaml) return { pipeline: null, problems: inOrder(yaml.problems), depth: 0, steps: 0 };
  const outline = outlineOf(yaml.value);
  const uses = readUses(outline, { key, trail }, reading);
  const structure = validate(yaml.value) ? [] : findingsFrom(validate.errors ?? [], pipelineWords);
  const findings = [...structure, ...uses.findings, ...checksOf(yaml, outline, uses.used)];
  const steps = outline.size + uses.steps;
  if (steps > pipelineStepsMax) findings.push(tooManySteps(steps));
  let pipeline: PipelineSpec | null = null;
  if (structure.length === 0 && !findings.some(isError) && uses.isComplete) {
    pipeline = lowerPipelineFile({
      // The validator has just proved the shape; a test holds it and the type's source together.
      file: yaml.value as PipelineFile,
      defaultName: nameFrom(key),
      writtenText: (path) => writtenText(yaml, path),
      used: uses.used,
    });
    const wrong = checkTemplates(pipeline);
    findings.push(...wrong);
    if (wrong.some(isError)) pipeline = null;
  }
  const problems = inOrder(withoutRepetition(findings).map((finding) => problemFrom(yaml, finding)));
  return { pipeline, problems, depth: uses.depth, steps };
}

function checksOf(yaml: YamlFile, outline: Outline, used: ReadonlyMap<string, PipelineSpec>): Finding[] {
  const scopes = scopesOf({ file: yaml.value, outline, used });
  return [
    ...checkTop(yaml.value),
    ...checkNeeds(outline, yaml.value),
    ...checkSteps(outline),
    ...checkExpressions({ file: yaml.value, outline, scopes }),
    ...[...used].flatMap(([id, pipeline]) => {
      const step = outline.get(id);
      return step === undefined ? [] : checkUsedInputs(step, pipeline, scopes);
    }),
  ];
}

interface Uses {
  readonly used: ReadonlyMap<string, PipelineSpec>;
  readonly findings: readonly Finding[];
  readonly isComplete: boolean;
  readonly depth: number;
  readonly steps: number;
}

function readUses(outline: Outline, { key, trail }: Omit<PipelineText, 'yaml'>, reading: Reading): Uses {
  const used = new Map<string, PipelineSpec>();
  const findings: Finding[] = [];
  let [isComplete, depth, steps] = [true, 0, 0];
  for (const step of outline.values()) {
    const { uses } = step.fields;
    if (typeof uses !== 'string' || uses === '') continue;
    const report = (code: Finding['code'], message: string): void => {
      findings.push({ path: [...step.path, 'uses'], code, message, at: 'value' });
    };
    const violation = violationOfUsed(uses);
    if (violation !== null) {
      report(violation.startsWith('plug-ins') ? 'not-supported' : 'used-file', violation);
      continue;
    }
    const target = resolveUsed(key, uses);
    const circle = [...trail, key];
    if (circle.includes(target)) {
      const names = [...circle.slice(circle.indexOf(target)), target];
      report('used-file', `the pipelines use each other in a circle: ${names.join(' uses ')}`);
      continue;
    }
    if (circle.length > usedDepthMax) {
      report('used-file', `pipelines are nested more than ${usedDepthMax} deep here: ${circle.join(' uses ')}`);
      continue;
    }
    const child = reading.read.get(target) ?? readTarget(target, circle, reading);
    if (child === null) report('used-file', `there is no file ${target}`);
    else if (child.pipeline === null) isComplete = false;
    else if (circle.length + child.depth > usedDepthMax) {
      report('used-file', `pipelines are nested more than ${usedDepthMax} deep through ${target}`);
    } else {
      used.set(step.id, child.pipeline);
      depth = Math.max(depth, child.depth + 1);
      steps += child.steps;
    }
  }
  return { used, findings, isComplete, depth, steps };
}

function readTarget(key: string, trail: readonly string[], reading: Reading): ReadPipeline | null {
  const text = reading.readUsed(key);
  if (text === null) return null;
  const child = readPipeline({ yaml: readYaml(text, `${reading.folder}${key}`), key, trail }, reading);
  reading.read.set(key, child);
  return child;
}

function tooManySteps(steps: number): Finding {
  const message = `there are ${steps} steps, those of the used pipelines counted; at most ${pipelineStepsMax}`;
  return { path: ['steps'], code: 'too-many-steps', message, at: 'key' };
}

function isError({ severity }: Finding): boolean {
  return severity !== 'warning';
}

/** The structure and a check may both stumble over one value; the first to speak is enough. */
function withoutRepetition(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, message }) => {
    const id = `${path.join('\n')}\n${message}`;
    return !seen.has(id) && seen.add(id);
  });
}

/** `jobs/train.orchion.yaml` -> `train`. Where that is no name, `pipeline`. */
function nameFrom(key: string): string {
  const stem = key.replace(/(?:\.orchion)?\.(?:ya?ml|json)$/i, '');
  return /^[^\p{Cc}]{1,128}$/u.test(stem) && stem !== '-' ? stem : 'pipeline';
}
