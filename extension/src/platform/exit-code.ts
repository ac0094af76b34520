/** With which code a job ends for whoever waits for it: the very rule of the `orchion` command. */
export { exitCodeOfJob } from '@orchion/cli';
