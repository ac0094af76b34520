/**
 * The pieces that the pipeline language is written with. A field that takes expressions says where it stands (`x-place`):
 * from that the checks, completion and hover know which contexts are there.
 */
import * as z from 'zod';
import { bytesExpected, bytesPattern } from '../amounts/bytes.ts';
import { cpuExpected, cpuPattern } from '../amounts/cpu.ts';
import { durationExpected, durationPattern } from '../amounts/duration.ts';
import { gpuAmountPattern } from '../amounts/gpus.ts';
import type { PlaceName } from '../expression/contexts.ts';
import { namePattern } from './name-pattern.ts';

/** For a type that may be written in several ways: the words after "write " in the message about a wrong one. */
export const EXPECTED = 'x-expected';
/** The place whose contexts the field's expressions see. */
export const PLACE = 'x-place';

const templatePattern = '\\$\\{\\{';

export const text = z.string();
export const filled = text.min(1);

/** Text that may hold expressions, or nothing but text where no place is given. */
export const template = (place: PlaceName) => filled.meta({ [PLACE]: place });

export const scalar = (place: PlaceName) =>
  z
    .union([text, z.number(), z.boolean()])
    .meta({ [PLACE]: place, [EXPECTED]: 'text, a number, or true or false; "" for an empty value' });

/** Names and values that a step is given; one definition for all that have the name. */
export const scalars = z.record(text, scalar('job')).meta({ id: 'scalars' });

const orTemplate = (pattern: string) => text.regex(new RegExp(`${pattern}|${templatePattern}`, 'u'));
const amount = (pattern: string) => z.union([z.number().min(0), orTemplate(pattern)]);

// What stands in many places is defined once (`id`): the validator grows with every copy.
export const duration = amount(durationPattern).meta({ id: 'duration', [PLACE]: 'job', [EXPECTED]: durationExpected });
export const bytes = amount(bytesPattern).meta({ id: 'bytes', [PLACE]: 'job', [EXPECTED]: bytesExpected });
export const cores = amount(cpuPattern).meta({ [PLACE]: 'job', [EXPECTED]: cpuExpected });
export const gpuAmount = [z.number().min(0), orTemplate(gpuAmountPattern)] as const;

const onlyTemplate = text.regex(new RegExp(templatePattern, 'u'));

/** Nothing but an expression: a plain text would make no sense there. */
export const expression = (place: PlaceName) => onlyTemplate.meta({ [PLACE]: place });

export const flag = (place: PlaceName) =>
  z
    .union([z.boolean(), onlyTemplate])
    .meta({ [PLACE]: place, [EXPECTED]: 'true or false, or an expression in ${{ }}' });

export const whole = (min: number, max: number, place: PlaceName) =>
  z
    .union([z.int().min(min).max(max), onlyTemplate])
    .meta({ [PLACE]: place, [EXPECTED]: `a whole number from ${min} to ${max}, or an expression in \${{ }}` });

/** A map by names that expressions use. */
export const named = <T extends z.ZodType>(value: T) => z.record(text.regex(new RegExp(namePattern, 'u')), value);

/** One text or a list of them. */
export const texts = z.union([filled, z.array(filled).min(1).max(1000)]).meta({ id: 'texts' });
