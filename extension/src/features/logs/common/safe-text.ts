/** What the pure parts need of the filter that makes a job's output safe to show. */
export interface SafeText {
  /** The next bytes, of any cut, as text; of control sequences only colours are left. */
  push(bytes: Uint8Array): string;
  /** What was held back. */
  end(): string;
}
