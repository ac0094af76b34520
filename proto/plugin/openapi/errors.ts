/** How every route says no: one schema, and the status codes with what they mean. */
import type { JsonObject } from './json-schema.ts';

export const errorSchema: JsonObject = {
  type: 'object',
  description: 'Why a call was refused.',
  required: ['code', 'message', 'details'],
  properties: {
    code: { type: 'string', description: 'Stable, for programs: `invalid_argument`, `not_found` ...' },
    message: { type: 'string', description: 'For a person: what, where, what would be right.' },
    details: {
      type: 'array',
      description: 'Each wrong field, for `invalid_argument`.',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: {
          field: { type: 'string', description: 'Path of the field, as in the proto: `spec.resources.cpu_millis`.' },
          message: { type: 'string', description: 'What is wrong and what would be right.' },
        },
      },
    },
  },
};

interface Refusal {
  readonly status: string;
  readonly component: string;
  readonly means: string;
  /** Also of routes that need no token and change nothing. */
  readonly everywhere: boolean;
}

const refusals: readonly Refusal[] = [
  { status: '400', component: 'BadRequest', means: 'Something in the request is wrong.', everywhere: true },
  { status: '401', component: 'Unauthorized', means: 'The token is missing or not known.', everywhere: false },
  { status: '403', component: 'Forbidden', means: 'The token does not give this right.', everywhere: false },
  { status: '404', component: 'NotFound', means: 'There is no such job or node.', everywhere: false },
  {
    status: '409',
    component: 'Conflict',
    means: 'Not possible in the present state, for example cancelling an ended job.',
    everywhere: false,
  },
  { status: '429', component: 'TooMany', means: 'The queue or the disk is full: try again later.', everywhere: true },
  { status: '503', component: 'Unavailable', means: 'The orchestrator recovers or stops.', everywhere: true },
];

export function refusalsOf(right: string): JsonObject {
  const answered = refusals.filter(({ everywhere }) => everywhere || right !== 'public');
  return Object.fromEntries(
    answered.map(({ status, component }) => [status, { $ref: `#/components/responses/${component}` }]),
  );
}

export function refusalComponents(): JsonObject {
  const schema = { $ref: '#/components/schemas/Error' };
  return Object.fromEntries(
    refusals.map(({ component, means }) => [
      component,
      { description: means, content: { 'application/json': { schema } } },
    ]),
  );
}
