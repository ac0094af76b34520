/** Every planted bug. */
import { agentMutants } from './agent-mutants.ts';
import { machineMutants } from './machine-mutants.ts';
import { agentShellMutants } from './agent-shell-mutants.ts';
import { decisionMutants } from './decision-mutants.ts';
import type { Mutant } from './mutant.ts';
import { orchestratorMutants } from './orchestrator-mutants.ts';
import { orchestratorShellMutants } from './orchestrator-shell-mutants.ts';
import { pipelineMutants } from './pipeline-mutants.ts';
import { sessionMutants } from './session-mutants.ts';
import { wireMutants } from './wire-mutants.ts';

export const mutants: readonly Mutant[] = [
  ...orchestratorMutants,
  ...orchestratorShellMutants,
  ...decisionMutants,
  ...pipelineMutants,
  ...sessionMutants,
  ...agentMutants,
  ...agentShellMutants,
  ...machineMutants,
  ...wireMutants,
];
