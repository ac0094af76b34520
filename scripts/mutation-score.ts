/** How many small changes of a pure core its tests noticed. */
export interface MutationScore {
  readonly date: string;
  readonly package: string;
  /** Files, or the whole package's core. */
  readonly what: string;
  readonly mutants: number;
  readonly noticed: number;
}
