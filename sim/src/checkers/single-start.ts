/** A command starts at most once per attempt, whatever happened to agent, orchestrator and network in between. */
import type { CreateReferee } from '../referee.ts';

export const singleStart: CreateReferee = ({ fail }) => {
  const started = new Set<string>();
  return {
    commandStarted({ process, machine }) {
      if (started.has(process.owner)) fail(`${process.owner} was started again, on ${machine.name}`);
      started.add(process.owner);
    },
  };
};
