/**
 * The files of attempts on a simulated machine: there are none. Steps of pipelines are given a place to write what they put
 * out, and put nothing out; a job that is to be given files, or to leave some, is refused as on a machine that cannot.
 */
import { noJobFiles, type JobFilesPort } from '@orchion/agent';

export const simJobFiles: JobFilesPort = {
  ...noJobFiles,
  prepare: (ref, spec, signal) =>
    spec.files.fetch.length + spec.files.leave.length > 0
      ? noJobFiles.prepare(ref, spec, signal)
      : Promise.resolve({ folder: '/', output: null, cwd: spec.cwd ?? '/work', env: {} }),
};
