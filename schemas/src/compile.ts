/**
 * Makes the published JSON Schema and the validator from the Zod source. Used when files are generated, never at run time:
 * neither zod nor ajv is in what users get, and nothing there needs `eval`.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import * as z from 'zod';
import { jobFileSchema } from './job/schema.ts';

export const jobSchemaId = 'urn:orchion:schema:v1:job';

/** The published JSON Schema (draft 2020-12) of a job file. */
export function jobJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(jobFileSchema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, $id: jobSchemaId, ...schema };
}

/** Source of an ES module whose default export validates; it still imports a few of ajv's own functions: bundle it. */
export function validatorSourceOf(schema: Record<string, unknown>): string {
  const ajv = new Ajv2020({
    // All problems at once, each with the part of the schema that it broke: the messages are made from those.
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(['x-expected']);
  return standalone.default(ajv, ajv.compile(schema));
}
