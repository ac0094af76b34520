/** Every planted bug. */
import { agentMutants } from './agent-mutants.ts';
import { machineMutants } from './machine-mutants.ts';
import type { Mutant } from './mutant.ts';
import { orchestratorMutants } from './orchestrator-mutants.ts';

export const mutants: readonly Mutant[] = [...orchestratorMutants, ...agentMutants, ...machineMutants];
