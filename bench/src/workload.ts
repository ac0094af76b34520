/**
 * What a suite is made of: workloads, each run by contestants in turn. A contestant is Orchion, the limit of the machine or
 * a rival; its run answers the workload's figures.
 */
export interface Suite {
  readonly name: string;
  /** For the page: what is measured, why a user cares, and what the limit is. */
  readonly about: string;
  /** Opens what its workloads need; everything is closed before the next suite begins. */
  open(setting: Setting): Promise<OpenSuite>;
}

interface OpenSuite {
  readonly workloads: readonly Workload[];
  close(): Promise<void>;
}

export interface Setting {
  /** Small counts: only whether everything runs is of interest. */
  readonly quick: boolean;
  /** The programs to measure: this tree's, and another build's where one was named. */
  readonly builds: readonly Build[];
  /** Where the programs write CPU profiles when they end; null: nowhere. */
  readonly profileDir: string | null;
}

export interface Build {
  readonly name: string;
  /** The directory that holds `orchestrator/dist/main.js` and its like. */
  readonly root: string;
}

export interface Workload {
  readonly name: string;
  /** Of all its figures: `jobs/s`, `ms`. */
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly contestants: readonly Contestant[];
}

export type Contestant =
  | {
      readonly name: string;
      readonly role: 'orchion' | 'limit' | 'rival';
      /** One round. The same figures in every round and of every contestant that has them, by name. */
      run(): Promise<Figures>;
    }
  /** Named, so that its absence is no silence. */
  | { readonly name: string; readonly role: 'absent'; readonly why: string };

export type Figures = Readonly<Record<string, number>>;
