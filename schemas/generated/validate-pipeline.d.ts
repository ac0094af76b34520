// Made by `npm run generate` from schemas/src; never edited.
import type { ErrorObject } from 'ajv';

/** True for a valid value; else `errors` says what is wrong, until the next call. */
declare const validate: {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
};
export default validate;
