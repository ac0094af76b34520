/** Whole pieces with tab stops: what a file, a step, an input or an output looks like, for who does not know it by heart. */
import type { Place } from '../cursor/place.ts';
import type { Language } from '../model.ts';
import type { Draft } from './items.ts';

interface Skeleton {
  readonly label: string;
  readonly about: string;
  /** Relative to its first line; two blanks a level. */
  readonly lines: readonly string[];
}

const files: readonly Skeleton[] = [
  {
    label: 'pipeline',
    about: 'A pipeline with one step.',
    lines: [
      'apiVersion: orchion/v1',
      'kind: Pipeline',
      'name: ${1:hello}',
      '',
      'steps:',
      '  ${2:greet}:',
      '    run: ${0:echo hello}',
    ],
  },
  {
    label: 'job',
    about: 'A job: one command.',
    lines: ['apiVersion: orchion/v1', 'kind: Job', 'name: ${1:hello}', 'run: ${0:echo hello}'],
  },
];

const steps: readonly Skeleton[] = [
  { label: 'step: shell', about: 'Runs shell lines.', lines: ['${1:name}:', '  run: ${0:echo hello}'] },
  {
    label: 'step: after others',
    about: 'Runs once the steps that it needs have succeeded.',
    lines: ['${1:name}:', '  needs: [${2}]', '  run: ${0:echo hello}'],
  },
  {
    label: 'step: program',
    about: 'Runs a program without a shell.',
    lines: ['${1:name}:', '  command: [${2:python}, ${0:main.py}]'],
  },
  {
    label: 'step: matrix',
    about: 'Runs once for each value.',
    lines: [
      '${1:name}:',
      '  matrix:',
      '    ${2:size}: [${3:small, large}]',
      '  env:',
      '    ${4:SIZE}: \\${{ matrix.${2:size} \\}\\}',
      '  run: ${0:echo "$SIZE"}',
    ],
  },
  {
    label: 'step: GPU',
    about: 'Runs on a node with a GPU.',
    lines: ['${1:name}:', '  resources:', '    gpus: { count: ${2:1}, vram: ${3:8GB} }', '  run: ${0:nvidia-smi}'],
  },
  {
    label: 'step: pipeline',
    about: 'Runs another pipeline.',
    lines: ['${1:name}:', '  uses: ${2:./other.orchion.yaml}', '  inputs:', '    $0'],
  },
];

const inputs: readonly Skeleton[] = [
  {
    label: 'input: text',
    about: 'Asked for when a run starts.',
    lines: ['${1:name}:', '  type: string', '  default: ${0}'],
  },
  {
    label: 'input: number',
    about: 'Asked for when a run starts.',
    lines: ['${1:name}:', '  type: number', '  default: ${0:3}'],
  },
  {
    label: 'input: boolean',
    about: 'Asked for when a run starts.',
    lines: ['${1:name}:', '  type: boolean', '  default: ${0:false}'],
  },
  {
    label: 'input: choice',
    about: 'One of some words.',
    lines: ['${1:name}:', '  type: choice', '  options: [${2:small, large}]', '  default: ${0:small}'],
  },
];

export function skeletonDrafts(language: Language, place: Place, isEmpty: boolean): readonly Draft[] {
  if (place.style === 'flow' || place.hasColon) return [];
  const indent = `\n${' '.repeat(place.column)}`;
  return skeletonsAt(language, place, isEmpty).map(({ label, about, lines }) => ({
    label,
    kind: 'snippet',
    text: lines.join(indent),
    documentation: `${about}\n\`\`\`yaml\n${plainText(lines)}\n\`\`\``,
    isSnippet: true,
    asksAgain: false,
    group: 1,
  }));
}

function skeletonsAt(language: Language, { path }: Place, isEmpty: boolean): readonly Skeleton[] {
  if (path.length === 0) return isEmpty ? files : [];
  if (language !== 'pipeline' || path.length !== 1) return [];
  if (path[0] === 'steps' || path[0] === 'finally') return steps;
  return path[0] === 'inputs' ? inputs : [];
}

/** As it looks once it is taken. */
function plainText(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replaceAll(/(?<!\\)\$\{\d+(?::((?:[^}\\]|\\.)*))?\}|(?<!\\)\$\d/g, '$1')
    .replaceAll(/\\([$}])/g, '$1');
}
