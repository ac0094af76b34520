/** What JSON can say: pipeline inputs, outputs and matrix cells are such values. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };
