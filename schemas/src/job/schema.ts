/**
 * The job file language, in one place: what may be written, what it means, what is assumed when it is left out. The
 * TypeScript type, the published JSON Schema and the validator are all made from this (`npm run generate`).
 *
 * Only rules that JSON Schema can say are here, so that an editor, the validator and this source agree on every file; the
 * bounds that need arithmetic (sizes, argument lengths) are the domain's and are checked after lowering.
 */
import { limits } from '@orchion/domain';
import * as z from 'zod';
import { bytesExpected, bytesPattern } from '../amounts/bytes.ts';
import { cpuExpected, cpuPattern } from '../amounts/cpu.ts';
import { durationExpected, durationPattern } from '../amounts/duration.ts';
import { gpuVendors } from '../amounts/gpu-vendors.ts';
import { gpuAmountExpected, gpuAmountPattern } from '../amounts/gpus.ts';
import { imageExpected, imageSchema } from '../container.ts';

/** For a type that may be written in several ways: the words after "write " in the message about a wrong one. */
const EXPECTED = 'x-expected';

const text = z.string();
// How long a name may be is left to the domain: Zod counts UTF-16 units, JSON Schema counts characters.
const name = text.min(1);
const amount = (pattern: string) => z.union([z.number().min(0), text.regex(new RegExp(pattern, 'u'))]);
const bytes = amount(bytesPattern).meta({ [EXPECTED]: bytesExpected });
const duration = amount(durationPattern).meta({ [EXPECTED]: durationExpected });
const scalar = z
  .union([text, z.number(), z.boolean()])
  .meta({ [EXPECTED]: 'text, a number, or true or false; "" for an empty value' });

const gpuDetails = z
  .strictObject({
    count: z
      .int()
      .min(1)
      .max(limits.gpuCountMax)
      .optional()
      .meta({ description: 'Whole devices, all for this job.', examples: [1, 4], default: 1 }),
    share: z
      .number()
      .gt(0)
      .lt(1)
      .optional()
      .meta({ description: 'A part of one device, in thousandths, instead of `count`.', examples: [0.5] }),
    vendor: z.enum(gpuVendors).optional().meta({ description: 'Only devices of this vendor.' }),
    model: name.optional().meta({
      description: 'Only devices with this in their model name; case does not matter.',
      examples: ['4090', 'H100', 'M3 Max'],
    }),
    vram: bytes
      .optional()
      .meta({ description: 'VRAM that must be free on each device.', examples: ['24GB'], [EXPECTED]: bytesExpected }),
  })
  .refine((gpus) => gpus.count === undefined || gpus.share === undefined)
  .meta({ not: { required: ['count', 'share'] } });

const resources = z.strictObject({
  cpu: amount(cpuPattern)
    .optional()
    .meta({
      description: 'Cores; fractions are fine.',
      examples: [2, 0.5, '500m'],
      default: 1,
      [EXPECTED]: cpuExpected,
    }),
  memory: bytes.optional().meta({
    description: 'Memory that is kept for the job. Left out: none is reserved.',
    examples: ['2GiB', '512MB'],
    [EXPECTED]: bytesExpected,
  }),
  disk: bytes.optional().meta({
    description: 'Disk space that must be free where the job works.',
    examples: ['50GB'],
    [EXPECTED]: bytesExpected,
  }),
  gpus: z
    .union([z.number().min(0), text.regex(new RegExp(gpuAmountPattern, 'u')), gpuDetails])
    .optional()
    .meta({
      description: 'GPUs: a number, a part of one device such as 0.5, or the details.',
      examples: [1, 0.5, { count: 2, vendor: 'nvidia', vram: '24GB' }],
      [EXPECTED]: `${gpuAmountExpected}, or the fields count or share, vendor, model, vram`,
    }),
  custom: z
    .record(text, z.int().min(0))
    .optional()
    .meta({ description: 'Counters that you gave your nodes, by name, such as licences.', examples: [{ matlab: 1 }] }),
});

const retryDetails = z.strictObject({
  count: z.int().min(0).max(limits.retriesMax).meta({ description: 'Further attempts after the first one.' }),
  'exit-codes': z
    .array(z.int().min(1).max(255))
    .min(1)
    .max(255)
    .optional()
    .meta({
      description: 'Retry only after these exit codes. Left out: after every failure of the program.',
      [EXPECTED]: 'a list of exit codes such as [75]',
    }),
  backoff: duration.optional().meta({
    description: 'Wait before the first retry; doubled each time.',
    default: '1s',
    [EXPECTED]: durationExpected,
  }),
  'backoff-max': duration
    .optional()
    .meta({ description: 'The longest wait before a retry.', default: '5m', [EXPECTED]: durationExpected }),
});

/** An image runs something by itself where nothing else is said. */
const imageAlone = { required: ['image'], not: { anyOf: [{ required: ['run'] }, { required: ['command'] }] } };

export const jobFileSchema = z
  .strictObject({
    apiVersion: z.literal('orchion/v1').meta({ description: 'The version of this language.' }),
    kind: z.literal('Job').meta({ description: 'What the file describes.' }),
    name: name
      .optional()
      .meta({ description: 'For people; need not be unique. Left out: the file’s name.', examples: ['train'] }),
    run: text
      .min(1)
      .optional()
      .meta({
        description: 'A shell line, run by `sh -c` on the node. Instead of `command`.',
        [EXPECTED]: 'a shell line; a list of arguments goes into "command"',
        examples: ['python train.py --epochs 3 | tee out.txt'],
      }),
    command: z
      .array(text)
      .min(1)
      .max(limits.commandArgsMax)
      .optional()
      .meta({
        description: 'The program and its arguments, passed on as they are, without a shell. Instead of `run`.',
        [EXPECTED]: 'a list such as [python, train.py]; a shell line goes into "run"',
        examples: [['python', 'train.py', '--epochs', '3']],
      }),
    image: imageSchema(name)
      .optional()
      .meta({
        description: 'The container image to run in. Without `run` and `command`, what the image runs by itself.',
        examples: ['python:3.12', { name: 'alpine:3', network: 'none' }],
        [EXPECTED]: imageExpected,
      }),
    'working-directory': text
      .min(1)
      .optional()
      .meta({
        description: 'An absolute directory on the node, or in the container. Left out: a private, empty one.',
        examples: ['/data/project'],
      }),
    env: z
      .record(text, scalar)
      .optional()
      .meta({
        description: 'Environment variables, passed on exactly as written.',
        examples: [{ SEED: '7' }],
        [EXPECTED]: 'names and values, such as SEED: 7',
      }),
    resources: resources
      .optional()
      .meta({ description: 'What the job needs of its node.', [EXPECTED]: 'amounts, such as memory: 2GiB' }),
    labels: z
      .record(text, scalar)
      .optional()
      .meta({
        description: 'Labels that the node must have, with these values.',
        examples: [{ zone: 'lab' }],
        [EXPECTED]: 'names and values, such as zone: lab',
      }),
    node: name.optional().meta({ description: 'Only this node, by name or id.', examples: ['tower'] }),
    priority: z
      .int()
      .min(-limits.priorityMax)
      .max(limits.priorityMax)
      .optional()
      .meta({ description: 'Higher goes first.', default: 0 }),
    timeout: duration.optional().meta({
      description: 'How long one attempt may run. Left out: as long as it likes.',
      examples: ['10m', '1h30m'],
      [EXPECTED]: durationExpected,
    }),
    'queue-timeout': duration.optional().meta({
      description: 'How long the job may wait for a node. Left out: as long as it takes.',
      examples: ['1h'],
      [EXPECTED]: durationExpected,
    }),
    grace: duration.optional().meta({
      description: 'From the polite ask to end to the kill.',
      default: '10s',
      [EXPECTED]: durationExpected,
    }),
    retries: z
      .union([z.int().min(0).max(limits.retriesMax), retryDetails])
      .optional()
      .meta({
        description: 'Further attempts after a failure of the program (lost nodes are not counted).',
        examples: [2, { count: 3, 'exit-codes': [75], backoff: '10s' }],
        default: 0,
        [EXPECTED]: `a whole number from 0 to ${limits.retriesMax}, or the fields count, exit-codes, backoff, backoff-max`,
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
          'Left out: `retry` for idempotent jobs, else `hold`.',
      }),
    'on-disconnect': z.enum(['continue', 'stop']).optional().meta({
      description:
        'What the node does while it cannot reach the orchestrator. Left out: `stop` for exclusive jobs, else `continue`.',
    }),
    exclusive: z
      .boolean()
      .optional()
      .meta({ description: 'Never two at once, even when a node is cut off.', default: false }),
    'log-bytes-max': bytes.optional().meta({
      description: 'Kept of each output stream of an attempt; what comes after is dropped, with a note.',
      default: '4GiB',
      [EXPECTED]: bytesExpected,
    }),
  })
  .refine(({ run, command, image }) =>
    (run === undefined) === (command === undefined) ? run === undefined && image !== undefined : true,
  )
  .meta({
    title: 'Orchion job',
    description: 'One job: what to run, what it needs, what happens when it fails.',
    [EXPECTED]: 'the fields of a job: apiVersion, kind, and run or command',
    oneOf: [{ required: ['run'] }, { required: ['command'] }, imageAlone],
  });

/** A job file as written, once it is valid. */
export type JobFile = z.infer<typeof jobFileSchema>;
