/** `orchion version`. */
import type { CommandRun } from '../command.ts';
import type { VersionJson } from '../shapes.ts';
import { version as current } from '../version.ts';

export const version: CommandRun<object> = async ({ output }) => {
  const shape: VersionJson = { version: current, node: process.versions.node };
  if (output.isJson) await output.json(shape);
  else await output.write(`orchion ${current} (Node ${process.versions.node})\n`);
  return 0;
};
