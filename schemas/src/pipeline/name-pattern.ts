/** What is used in expressions as `inputs.NAME`, `needs.NAME` or `matrix.NAME`. */
export const namePattern = '^[A-Za-z_][A-Za-z0-9_-]{0,99}$';
