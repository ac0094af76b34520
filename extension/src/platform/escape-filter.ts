/** Output of jobs, safe to show: the very filter of the `orchion` command, so that editor and terminal show the same. */
export { createEscapeFilter } from '@orchion/cli';
