/** The settings and the secret that say where the orchestrator is. */
export interface Whereabouts {
  /** Empty: this machine's own. */
  readonly url: string;
  /** For `url`. */
  readonly token: string | null;
  readonly homeDir: string;
  readonly nodePath: string;
  readonly programsDir: string;
}
