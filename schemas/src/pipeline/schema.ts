/**
 * The pipeline language, in one place: what may be written, what it means, what is assumed when it is left out. The
 * TypeScript type, the published JSON Schema and the validator are all made from this (`npm run generate`).
 *
 * As in the job language, only rules that JSON Schema can say are here. What needs more than one field to judge (needs,
 * cycles, expressions) is checked afterwards, on the same positions.
 */
import * as z from 'zod';
import { imageExpected, imageSchema } from '../container.ts';
import { jobFields } from './schema-job-fields.ts';
import {
  EXPECTED,
  expression,
  filled,
  flag,
  named,
  PLACE,
  scalar,
  template,
  text,
  texts,
  whole,
} from './schema-parts.ts';

const inputTypes = ['string', 'number', 'boolean', 'choice', 'json'] as const;
const outputTypes = ['string', 'number', 'boolean', 'json'] as const;
const triggers = ['manual', 'schedule', 'webhook'] as const;

const json = z.unknown();

const input = z
  .strictObject({
    type: z.enum(inputTypes).optional().meta({ description: 'What kind of value it is.', default: 'string' }),
    description: text.optional().meta({ description: 'For people.' }),
    required: z.boolean().optional().meta({ description: 'Must be given, unless there is a default.', default: false }),
    default: json.optional().meta({ description: 'Used where nothing is given.', examples: [3, 'main', true] }),
    options: z
      .array(filled)
      .min(1)
      .max(256)
      .optional()
      .meta({ description: 'Of a choice: its words.', [EXPECTED]: 'a list of words' }),
  })
  .meta({ [EXPECTED]: 'the fields of an input, such as { type: number, default: 3 }' });

const outputDetails = z.strictObject({
  type: z.enum(outputTypes).optional().meta({ description: 'What kind of value it is.', default: 'string' }),
  description: text.optional().meta({ description: 'For people.' }),
});

const pipelineOutput = z
  .union([
    template('pipeline-outputs'),
    z.strictObject({ description: text.optional(), value: template('pipeline-outputs') }),
  ])
  .meta({
    [PLACE]: 'pipeline-outputs',
    [EXPECTED]: 'an expression such as ${{ steps.train.outputs.score }}, or the fields description, value',
  });

const concurrency = z
  .union([
    template('concurrency'),
    z.strictObject({
      group: template('concurrency').meta({ description: 'Runs of one group run one after the other.' }),
      'cancel-in-progress': flag('concurrency')
        .optional()
        .meta({ description: 'A newer run cancels the one that runs.', default: false }),
      queue: z.enum(['latest', 'all']).optional().meta({
        description:
          '`latest`: a newer waiting run takes the place of an older waiting one. `all`: each gets its turn.',
        default: 'latest',
      }),
    }),
  ])
  .meta({ [PLACE]: 'concurrency', [EXPECTED]: 'the name of a group, or the fields group, cancel-in-progress, queue' });

const axis = z
  .union([z.array(json).max(256), expression('matrix')])
  .meta({ [PLACE]: 'matrix', [EXPECTED]: 'a list of values, or an expression that gives one' });

const cells = z
  .union([z.array(z.record(filled, json)).max(256), expression('matrix')])
  .meta({ [PLACE]: 'matrix', [EXPECTED]: 'a list of maps such as - { os: linux }, or an expression that gives one' });

const matrix = z
  .union([
    expression('matrix'),
    z
      .object({
        include: cells.optional().meta({ description: 'Adds values to the cells that fit, or a cell of its own.' }),
        exclude: cells.optional().meta({ description: 'Takes away the cells that have all these values.' }),
        'fail-fast': flag('matrix')
          .optional()
          .meta({ description: 'A cell that fails cancels the others.', default: true }),
        'max-parallel': whole(1, 256, 'matrix')
          .optional()
          .meta({ description: 'So many cells at once. Left out: as many as there are.' }),
      })
      .catchall(axis),
  ])
  .meta({
    [PLACE]: 'matrix',
    [EXPECTED]: 'axes with lists of values such as size: [small, large], or an expression that gives them',
  });

const leave = z.union([
  filled,
  z.array(filled).min(1).max(1000),
  z.strictObject({
    paths: texts.meta({
      description: 'Glob patterns in the working directory; a folder means everything in it.',
      examples: ['out/', ['*.csv', 'report.txt']],
      [EXPECTED]: 'a path or a list of them',
    }),
    when: z
      .enum(['success', 'failure', 'always'])
      .optional()
      .meta({ description: 'After which end of the step it is kept.', default: 'success' }),
    required: z.boolean().optional().meta({ description: 'The step fails where nothing matches.', default: true }),
  }),
]);

const fetch = z.union([
  filled,
  z.strictObject({
    from: filled.meta({ description: 'A step that has ended before this one.' }),
    name: filled.optional().meta({ description: 'One artifact. Left out: all, each in a folder of its name.' }),
    into: filled.optional().meta({
      description: 'A folder below the step’s private one. Left out: that folder itself.',
      examples: ['data'],
    }),
  }),
]);

const artifacts = z.strictObject({
  leave: named(leave.meta({ [EXPECTED]: 'a path, a list of them, or the fields paths, when, required' }))
    .optional()
    .meta({
      description: 'Files and folders that are kept under a name after the step.',
      examples: [{ model: 'out/model/', log: { paths: '*.log', when: 'always' } }],
      [EXPECTED]: 'names and paths, such as model: out/model/',
    }),
  fetch: z
    .array(fetch.meta({ [EXPECTED]: 'a step’s name, or the fields from, name, into' }))
    .max(100)
    .optional()
    .meta({
      description: 'Artifacts of earlier steps that are put into the step’s private folder.',
      examples: [['prepare', { from: 'prepare', name: 'data', into: 'input' }]],
      [EXPECTED]: 'a list such as - { from: prepare, name: data }',
    }),
});

const cache = z
  .union([
    z.boolean(),
    z.strictObject({
      key: template('step')
        .max(512)
        .optional()
        .meta({ description: 'Left out: made from the command, its environment and its files.' }),
      'restore-keys': z
        .union([template('step'), z.array(template('step')).min(1).max(100)])
        .optional()
        .meta({
          description: 'Beginnings of keys; the newest match gives the folders where the key itself is not there.',
          [EXPECTED]: 'a beginning of keys or a list of them',
        }),
      paths: texts.optional().meta({
        description:
          'Folders that are there before the step and kept after it; the step runs. Left out: its result is kept.',
        [EXPECTED]: 'a folder or a list of them',
      }),
    }),
  ])
  .meta({ [EXPECTED]: 'true or false, or the fields key, restore-keys, paths' });

const step = z
  .strictObject({
    name: template('step').optional().meta({ description: 'For people. Left out: its key.' }),
    description: text.optional().meta({ description: 'For people.' }),
    needs: z
      .union([filled, z.array(filled).max(1000)])
      .optional()
      .meta({
        description:
          'Steps that must have ended before this one; it runs if they succeeded, unless `if` says otherwise.',
        examples: ['prepare', ['prepare', 'fetch']],
        [EXPECTED]: 'a step’s name or a list of them',
      }),
    if: z
      .union([filled, z.boolean()])
      .optional()
      .meta({
        description:
          'Runs only where this is true; the braces may be left out. Without success(), failure(), always() or cancelled() it is joined with success().',
        examples: ['inputs.deploy', 'failure()'],
        [PLACE]: 'condition',
        [EXPECTED]: 'an expression such as inputs.deploy or failure()',
      }),
    matrix: matrix.optional().meta({
      description: 'The step runs once for each combination of the axes’ values.',
      examples: [{ size: ['small', 'large'], seed: [1, 2, 3] }],
    }),
    run: text
      .min(1)
      .optional()
      .meta({
        description:
          'Shell lines, run by `sh -e` of the node, or of the image. Values of expressions belong into `env`.',
        examples: ['python train.py --epochs "$EPOCHS"'],
        [PLACE]: 'job',
        [EXPECTED]: 'shell lines; a list of arguments goes into "command"',
      }),
    command: z
      .array(text.meta({ [PLACE]: 'job' }))
      .min(1)
      .max(4096)
      .optional()
      .meta({
        description: 'The program and its arguments, passed on as they are, without a shell.',
        examples: [['python', 'train.py', '--epochs', '3']],
        [EXPECTED]: 'a list such as [python, train.py]; a shell line goes into "run"',
      }),
    image: imageSchema(template('job'))
      .optional()
      .meta({
        description:
          'The container image that the step runs in. Without `run` and `command`, what the image runs by itself.',
        examples: ['python:3.12', { name: 'alpine:3', network: 'none' }],
        [PLACE]: 'job',
        [EXPECTED]: imageExpected,
      }),
    uses: filled.optional().meta({
      description: 'Another pipeline, run as a run of its own: a path that begins with ./ or ../.',
      examples: ['./prepare.orchion.yaml'],
    }),
    inputs: z
      .record(filled, json)
      .optional()
      .meta({
        description: 'For the pipeline that it uses.',
        [PLACE]: 'step',
        [EXPECTED]: 'names and values, such as epochs: 3',
      }),
    prompt: filled.optional().meta({ description: 'Reserved: a step in which a language model acts.' }),
    model: filled.optional().meta({ description: 'Reserved: the model of `prompt`.' }),
    outputs: z
      .union([
        z.array(filled).max(100),
        named(
          z
            .union([z.enum(outputTypes), outputDetails])
            .meta({ [EXPECTED]: `${outputTypes.join(', ')}, or the fields type, description` }),
        ),
      ])
      .optional()
      .meta({
        description: 'What the step writes to the file $ORCHION_OUTPUT, one NAME=VALUE a line.',
        examples: [['version'], { score: 'number' }],
        [EXPECTED]: 'names such as [version], or names and types such as score: number',
      }),
    'continue-on-error': flag('step')
      .optional()
      .meta({ description: 'Its failure neither fails the run nor skips what needs it.', default: false }),
    artifacts: artifacts
      .optional()
      .meta({ description: 'Files that travel between steps.', [EXPECTED]: 'the fields leave and fetch' }),
    cache: cache.optional().meta({ description: 'Whether its result is kept and used again.', default: false }),
    ...jobFields,
  })
  .refine(
    (one) =>
      (one.run === undefined ? 0 : 1) +
        (one.command === undefined ? 0 : 1) +
        (one.uses === undefined ? 0 : 1) +
        (one.image === undefined || one.run !== undefined || one.command !== undefined ? 0 : 1) +
        (one.prompt === undefined ? 0 : 1) ===
      1,
  )
  .meta({
    id: 'step',
    description: 'One step: what to run, when, and what it needs.',
    [EXPECTED]: 'the fields of a step, such as run: echo hello',
    oneOf: [
      ...['run', 'command', 'uses', 'prompt'].map((way) => ({ required: [way] })),
      // Beside a command it says what that runs in.
      { required: ['image'], not: { anyOf: [{ required: ['run'] }, { required: ['command'] }] } },
    ],
  });

const steps = named(step);

export const pipelineFileSchema = z
  .strictObject({
    apiVersion: z.literal('orchion/v1').meta({ description: 'The version of this language.' }),
    kind: z.literal('Pipeline').optional().meta({ description: 'What the file describes.' }),
    name: filled.optional().meta({ description: 'For people. Left out: the file’s name.', examples: ['train'] }),
    description: text.optional().meta({ description: 'For people.' }),
    on: z
      .union([
        z.enum(triggers),
        z.array(z.enum(triggers)).min(1),
        z.strictObject({ manual: json.optional(), schedule: json.optional(), webhook: json.optional() }),
      ])
      .optional()
      .meta({
        description: 'What starts a run. A person always can (`manual`); schedules and webhooks have their place here.',
        default: 'manual',
        [EXPECTED]: 'manual',
      }),
    inputs: named(input)
      .optional()
      .meta({
        description: 'What is asked for when a run starts.',
        examples: [{ epochs: { type: 'number', default: 3 } }],
        [EXPECTED]: 'names and details, such as epochs: { type: number }',
      }),
    outputs: named(pipelineOutput)
      .optional()
      .meta({
        description: 'What a run gives to a pipeline that uses this one.',
        examples: [{ score: '${{ steps.train.outputs.score }}' }],
        [EXPECTED]: 'names and expressions',
      }),
    env: z
      .record(text, scalar('pipeline-env'))
      .optional()
      .meta({
        description: 'Environment variables of every step.',
        examples: [{ SEED: '7' }],
        [EXPECTED]: 'names and values, such as SEED: 7',
      }),
    defaults: z
      .strictObject(jobFields)
      .optional()
      .meta({
        description: 'For every step that does not say otherwise. Resources and labels are filled in one by one.',
        examples: [{ timeout: '10m' }],
        [EXPECTED]: 'fields of a step, such as timeout: 10m',
      }),
    concurrency: concurrency.optional().meta({ description: 'Which runs may not run at once.', examples: ['deploy'] }),
    steps: steps
      .refine((all) => Object.keys(all).length > 0)
      .meta({
        description: 'The steps by name; they run as soon as what they need has ended.',
        minProperties: 1,
        [EXPECTED]: 'steps by name, such as hello: { run: echo hello }',
      }),
    finally: steps.optional().meta({
      description: 'Steps that run once every other one has ended, whatever came of them, also after a cancel.',
      [EXPECTED]: 'steps by name, such as tidy: { run: rm -r out }',
    }),
  })
  .meta({
    title: 'Orchion pipeline',
    description: 'Steps, what they need of each other and of the nodes.',
    [EXPECTED]: 'the fields of a pipeline: apiVersion and steps',
  });

/** A pipeline file as written, once it is valid. */
export type PipelineFile = z.infer<typeof pipelineFileSchema>;
export type StepFile = PipelineFile['steps'][string];
