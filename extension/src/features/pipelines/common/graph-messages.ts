/** What the graph's page and the extension say to each other. Whatever comes in is checked: a webview is not trusted code. */
import type { GraphLayout } from './graph-layout.ts';

/** How a step is drawn. */
export interface GraphStep {
  readonly id: string;
  readonly label: string;
  /** The second line: where it would go, why it waits, how long it took. */
  readonly detail: string;
  readonly tone: GraphTone;
  /** The tone as a word, for those who cannot see it. */
  readonly stateWord: string;
  readonly isFinally: boolean;
}

export type GraphTone =
  | 'idle'
  | 'waits'
  | 'never'
  | 'ready'
  | 'running'
  | 'skipped'
  | 'cached'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'unknown';

/** To the page. */
export type GraphAnswer =
  | {
      readonly kind: 'show';
      /** What is drawn: the file, or a run of it. */
      readonly title: string;
      readonly layout: GraphLayout;
      readonly steps: readonly GraphStep[];
      /** Said instead of a graph where there is none. */
      readonly empty: string;
    }
  /** Only how steps look has changed. */
  | { readonly kind: 'update'; readonly title: string; readonly steps: readonly GraphStep[] }
  /** The cursor is in this step. */
  | { readonly kind: 'select'; readonly id: string | null };

/** From the page. `moved`: the arrow keys went there; `opened`: it was clicked, or Enter was pressed on it. */
export type GraphMessage = { readonly kind: 'ready' } | { readonly kind: 'moved' | 'opened'; readonly id: string };

const idLengthMax = 256;

/** Null for what is no message of the page. */
export function graphMessageFrom(received: unknown): GraphMessage | null {
  if (typeof received !== 'object' || received === null || !('kind' in received)) return null;
  const { kind } = received;
  if (kind === 'ready') return { kind };
  if (kind !== 'moved' && kind !== 'opened') return null;
  const id = 'id' in received ? received.id : null;
  return typeof id === 'string' && id.length <= idLengthMax ? { kind, id } : null;
}
