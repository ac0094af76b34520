/**
 * Measures the language service in this process: what a person waits for. Each request is asked of a file that was never seen,
 * as when it is opened; of a version in which a step in the midst has changed, as after a keystroke, so that reading the text
 * is part of every figure; and of one that is known, as when the cursor moves. A user cares because an editor that lags is worse than one that helps less.
 * There is no rival to run beside it that knows this language; the goals are 30 ms at 350 lines, 150 ms at 3,500.
 */
import {
  codeLenses,
  complete,
  createModel,
  definitionAt,
  diagnose,
  documentSymbols,
  foldingRanges,
  formatEdits,
  graphOf,
  hover,
  nothingAround,
  referencesAt,
  rename,
  selectionRanges,
  semanticTokens,
  type FileModel,
  type Position,
} from '@orchion/schemas/language';
import type { Figures, Suite, Workload } from '../workload.ts';

const requests: Readonly<Record<string, (model: FileModel, position: Position) => unknown>> = {
  completion: (model, position) => complete(model, position, nothingAround),
  hover: (model, position) => hover(model, position, nothingAround),
  diagnostics: (model) => diagnose(model, nothingAround),
  definition: (model, position) => definitionAt(model, position, nothingAround),
  references: (model, position) => referencesAt(model, position, { withDeclaration: true }),
  rename: (model, position) => rename(model, position, 'another-name'),
  symbols: (model) => documentSymbols(model),
  folding: (model) => foldingRanges(model),
  selection: (model, position) => selectionRanges(model, position),
  colours: (model) => semanticTokens(model),
  formatting: (model) => formatEdits(model),
  lenses: (model) => codeLenses(model, null, 0),
  graph: (model) => graphOf(model, { forecasts: [], live: null, last: null, now: 0 }),
};

export const language: Suite = {
  name: 'language',
  about:
    'Requests of the language service for pipeline files: one just opened, right after an edit, of a text that is known; in process.',
  open(setting) {
    const sizes = setting.quick ? [35] : [350, 3500];
    const workloads = sizes.flatMap((size): Workload[] => [
      workload(`${size} lines, just opened`, () => ask(pipelineOf(size), 'opened')),
      workload(`${size} lines, after an edit`, () => ask(pipelineOf(size), 'edited')),
      workload(`${size} lines, half a word in the midst`, () => ask(brokenAt(pipelineOf(size)), 'edited')),
      workload(`${size} lines, known`, () => ask(pipelineOf(size), 'known')),
    ]);
    return Promise.resolve({ workloads, close: () => Promise.resolve() });
  },
};

function workload(name: string, run: () => Figures): Workload {
  return {
    name,
    unit: 'ms',
    better: 'lower',
    contestants: [{ name: 'Orchion', role: 'orchion', run: () => Promise.resolve(run()) }],
  };
}

/** Each figure is the median of so many: a collection of garbage in one of them is not what a person sees. */
const repeats = 9;

type State = 'opened' | 'edited' | 'known';

/** Counts the texts made, over all rounds: none may be met again. */
let texts = 0;

function ask(text: string, state: State): Figures {
  const middle = text.indexOf('needs.step-', Math.floor(text.length / 2));
  const known = createModel({ fileName: 'bench.orchion.yaml', text });
  const position = known.lines.positionAt(middle + 'needs.step-'.length);
  const figures: Record<string, number> = {};
  for (const [name, request] of Object.entries(requests)) {
    request(known, position);
    const times = Array.from({ length: repeats }, () => {
      const asked = state === 'known' ? null : versionOf(text, middle, state);
      const startedAt = performance.now();
      request(asked === null ? known : createModel({ fileName: 'bench.orchion.yaml', text: asked }), position);
      return performance.now() - startedAt;
    });
    figures[name] = times.toSorted((a, b) => a - b)[Math.floor(repeats / 2)] ?? 0;
  }
  return figures;
}

/** Of the same length, so that the position stays where it is; another text at each step, or at one. */
function versionOf(text: string, middle: number, state: 'opened' | 'edited'): string {
  texts += 1;
  const mark = texts.toString(36).padStart(5, '0');
  if (state === 'opened') return text.replaceAll('train.py', mark.padStart(8, 'x'));
  const place = text.indexOf('train.py', middle);
  return `${text.slice(0, place)}${mark.padStart(8, 'x')}${text.slice(place + 'train.py'.length)}`;
}

function pipelineOf(lines: number): string {
  const head = [
    'apiVersion: orchion/v1',
    'kind: Pipeline',
    'name: bench',
    'inputs:',
    '  epochs: { type: number, default: 3 }',
    'steps:',
  ];
  const steps = Math.floor((lines - head.length) / 11);
  const body = Array.from({ length: steps }, (_, i) => [
    `  step-${i}:`,
    `    needs: [${i === 0 ? '' : `step-${i - 1}`}]`,
    '    env:',
    '      EPOCHS: ${{ inputs.epochs }}',
    `      BEFORE: \${{ ${i === 0 ? "''" : `needs.step-${i - 1}.outputs.score`} }}`,
    '    run: |',
    '      python train.py --epochs "$EPOCHS"',
    '      echo "score=1" >> "$ORCHION_OUTPUT"',
    '    outputs: { score: number }',
    '    resources: { cpu: 2, memory: 4GiB, gpus: { count: 1, vram: 8GB } }',
    '    timeout: 10m',
  ]);
  return `${[...head, ...body.flat()].join('\n')}\n`;
}

/** With a field's name just begun, in the middle. */
function brokenAt(text: string): string {
  const middle = text.indexOf('    timeout: 10m\n', Math.floor(text.length / 2));
  return `${text.slice(0, middle)}    reso\n${text.slice(middle)}`;
}
