/** The fields that say how a step's job runs; `defaults` takes the same ones. They mean what they mean in a job file. */
import { limits } from '@orchion/domain';
import * as z from 'zod';
import { gpuVendors } from '../amounts/gpu-vendors.ts';
import { gpuAmountExpected } from '../amounts/gpus.ts';
import {
  bytes,
  cores,
  duration,
  EXPECTED,
  filled,
  gpuAmount,
  PLACE,
  scalars,
  template,
  text,
  texts,
  whole,
} from './schema-parts.ts';

const gpuDetails = z
  .strictObject({
    count: whole(1, limits.gpuCountMax, 'job')
      .optional()
      .meta({ description: 'Whole devices, all for this step.', examples: [1, 4], default: 1 }),
    share: z
      .number()
      .gt(0)
      .lt(1)
      .optional()
      .meta({ description: 'A part of one device, in thousandths, instead of `count`.', examples: [0.5] }),
    vendor: z.enum(gpuVendors).optional().meta({ description: 'Only devices of this vendor.' }),
    model: template('job')
      .optional()
      .meta({
        description: 'Only devices with this in their model name; case does not matter.',
        examples: ['4090', 'H100', 'M3 Max'],
      }),
    vram: bytes.optional().meta({ description: 'VRAM that must be free on each device.', examples: ['24GB'] }),
  })
  .refine((gpus) => gpus.count === undefined || gpus.share === undefined)
  .meta({ not: { required: ['count', 'share'] } });

const resources = z
  .strictObject({
    cpu: cores.optional().meta({ description: 'Cores; fractions are fine.', examples: [2, 0.5, '500m'], default: 1 }),
    memory: bytes.optional().meta({
      description: 'Memory that is kept for the step. Left out: none is reserved.',
      examples: ['2GiB', '512MB'],
    }),
    disk: bytes
      .optional()
      .meta({ description: 'Disk space that must be free where the step works.', examples: ['50GB'] }),
    gpus: z
      .union([...gpuAmount, gpuDetails])
      .optional()
      .meta({
        description: 'GPUs: a number, a part of one device such as 0.5, or the details.',
        examples: [1, 0.5, { count: 2, vendor: 'nvidia', vram: '24GB' }],
        [PLACE]: 'job',
        [EXPECTED]: `${gpuAmountExpected}, or the fields count or share, vendor, model, vram`,
      }),
    custom: z
      .record(text, whole(0, Number.MAX_SAFE_INTEGER, 'job').meta({ [EXPECTED]: 'a whole number from 0' }))
      .optional()
      .meta({
        description: 'Counters that you gave your nodes, by name, such as licences.',
        examples: [{ matlab: 1 }],
        [EXPECTED]: 'names and numbers, such as matlab: 1',
      }),
  })
  .meta({ id: 'resources' });

const retryDetails = z.strictObject({
  count: whole(0, limits.retriesMax, 'job').meta({ description: 'Further attempts after the first one.' }),
  'exit-codes': z
    .array(z.int().min(1).max(255))
    .min(1)
    .max(255)
    .optional()
    .meta({
      description: 'Retry only after these exit codes. Left out: after every failure of the program.',
      [EXPECTED]: 'a list of exit codes such as [75]',
    }),
  backoff: duration.optional().meta({ description: 'Wait before the first retry; doubled each time.', default: '1s' }),
  'backoff-max': duration.optional().meta({ description: 'The longest wait before a retry.', default: '5m' }),
});

const retries = z.union([whole(0, limits.retriesMax, 'job'), retryDetails]).meta({
  id: 'retries',
  [PLACE]: 'job',
  [EXPECTED]: `a whole number from 0 to ${limits.retriesMax}, or the fields count, exit-codes, backoff, backoff-max`,
});

const workspace = z
  .union([
    z.boolean(),
    z.array(filled).min(1).max(100),
    z.strictObject({
      include: texts.optional().meta({
        description: 'Glob patterns. Left out: everything that is not ignored.',
        [EXPECTED]: 'a pattern or a list of them',
      }),
      exclude: texts
        .optional()
        .meta({ description: 'Glob patterns of what stays behind.', [EXPECTED]: 'a pattern or a list of them' }),
    }),
  ])
  .meta({ id: 'workspace', [EXPECTED]: 'true or false, a list of patterns, or the fields include, exclude' });

export const jobFields = {
  env: scalars.optional().meta({
    description: 'Environment variables; a value may use `env.NAME` of an outer layer.',
    examples: [{ SEED: '7', EPOCHS: '${{ inputs.epochs }}' }],
    [EXPECTED]: 'names and values, such as SEED: 7',
  }),
  'working-directory': template('job')
    .optional()
    .meta({
      description:
        'An absolute directory on the node, or in the container; or one relative to the private folder. Left out: that folder.',
      examples: ['/data/project', 'src'],
    }),
  resources: resources
    .optional()
    .meta({ description: 'What the step needs of its node.', [EXPECTED]: 'amounts, such as memory: 2GiB' }),
  labels: scalars.optional().meta({
    description: 'Labels that the node must have, with these values.',
    examples: [{ zone: 'lab' }],
    [EXPECTED]: 'names and values, such as zone: lab',
  }),
  node: template('job')
    .optional()
    .meta({ description: 'The name of the one node that may run it.', examples: ['tower'] }),
  priority: whole(-limits.priorityMax, limits.priorityMax, 'job')
    .optional()
    .meta({ description: 'Higher goes first.', default: 0 }),
  timeout: duration.optional().meta({
    description: 'How long one attempt may run. Left out: as long as it likes.',
    examples: ['90s', '10m', '1h30m'],
  }),
  'queue-timeout': duration
    .optional()
    .meta({ description: 'How long the step may wait for a node. Left out: as long as it takes.', examples: ['1h'] }),
  grace: duration.optional().meta({ description: 'From the polite ask to end to the kill.', default: '10s' }),
  retries: retries.optional().meta({
    description: 'Further attempts after a failure of the program (lost nodes are not counted).',
    examples: [2, { count: 3, 'exit-codes': [75], backoff: '10s' }],
    default: 0,
  }),
  idempotent: z
    .boolean()
    .optional()
    .meta({ description: 'Running it twice does no harm: it may be started anew elsewhere.', default: false }),
  'on-lost': z
    .enum(['hold', 'retry', 'fail'])
    .optional()
    .meta({
      description:
        'When the node is given up while the command may still run: wait for it (`hold`), start anew (`retry`), or fail. ' +
        'Left out: `retry` for idempotent steps, else `hold`.',
    }),
  'on-disconnect': z.enum(['continue', 'stop']).optional().meta({
    description:
      'What the node does while it cannot reach the orchestrator. Left out: `stop` for exclusive steps, else `continue`.',
  }),
  exclusive: z
    .boolean()
    .optional()
    .meta({ description: 'Never two at once, even when a node is cut off.', default: false }),
  'log-bytes-max': bytes.optional().meta({
    description: 'Kept of each output stream of an attempt; what comes after is dropped, with a note.',
    default: '4GiB',
  }),
  workspace: workspace.optional().meta({
    description: 'Send these files of the pipeline’s folder along; ignore files are respected.',
    examples: [true, ['src/**', 'data/*.csv']],
    default: false,
  }),
};
