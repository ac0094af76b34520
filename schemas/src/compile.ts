/**
 * Makes the published JSON Schema and the validator from the Zod source. Used when files are generated, never at run time:
 * neither zod nor ajv is in what users get, and nothing there needs `eval`.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import * as z from 'zod';
import { jobFileSchema } from './job/schema.ts';
import { pipelineFileSchema } from './pipeline/schema.ts';

interface Language {
  /** Of the files that are made from it: `job.schema.json`, `validate-job.js`. */
  readonly name: 'job' | 'pipeline';
  /** The published JSON Schema (draft 2020-12). */
  readonly schema: Readonly<Record<string, unknown>>;
}

export const languages: readonly Language[] = [
  { name: 'job', schema: jsonSchemaOf('job', jobFileSchema) },
  { name: 'pipeline', schema: jsonSchemaOf('pipeline', pipelineFileSchema) },
];

function jsonSchemaOf(name: string, source: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(source, { io: 'input', target: 'draft-2020-12' });
  return { $schema, $id: `urn:orchion:schema:v1:${name}`, ...schema };
}

/** Source of an ES module whose default export validates; it still imports a few of ajv's own functions: bundle it. */
export function validatorSourceOf(schema: Readonly<Record<string, unknown>>): string {
  const ajv = new Ajv2020({
    // All problems at once, each with the part of the schema that it broke: the messages are made from those.
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    // A definition is one function, not a copy wherever it is named.
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(['x-expected', 'x-place']);
  return standalone.default(ajv, ajv.compile(schema));
}
