/** Where a field stands in a file: the keys and places in lists that lead to it. */
export type FieldPath = readonly (string | number)[];
