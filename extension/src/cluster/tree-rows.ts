/**
 * A tree as data: what its rows are and how they hang together. Made anew at every change by pure functions; the editor's part
 * compares two of them and redraws only what differs.
 */
export interface TreeRow {
  readonly label: string;
  /** After the label, dimmed. */
  readonly description: string;
  /** A codicon's name: its shape alone says the state. */
  readonly icon: string | null;
  /** A theme colour that says the same as the shape. */
  readonly colour: string | null;
  /** Markdown, made when it is shown: a figure that stands only there is no reason to draw the row again. */
  readonly tooltip: (() => string) | null;
  /** Words with blanks, for the menus' conditions. */
  readonly context: string;
  /** For screen readers: the label and the state in words. */
  readonly spoken: string;
  readonly opens: 'never' | 'closed' | 'open';
  /** What a click does: a command, given the row's id. */
  readonly command: string | null;
}

export interface TreeRows {
  readonly roots: readonly string[];
  /** Empty for a row without any. */
  children(id: string): readonly string[];
  parent(id: string): string | null;
  row(id: string): TreeRow | null;
}

export const noRows: TreeRows = { roots: [], children: () => [], parent: () => null, row: () => null };

/** Below a row: never more than this many at once, since the editor stalls on thousands of siblings. */
export const siblingsMax = 200;

export interface GroupWords {
  readonly label: string;
  /** How many there are, also of those that are not shown. */
  readonly count: string;
  readonly icon: string | null;
  readonly opens: 'closed' | 'open';
}

export function groupRow({ label, count, icon, opens }: GroupWords): TreeRow {
  return {
    label,
    description: count,
    icon,
    colour: null,
    tooltip: null,
    context: 'group',
    spoken: `${label}: ${count}`,
    opens,
    command: null,
  };
}

type TreeChange =
  { readonly kind: 'none' } | { readonly kind: 'all' } | { readonly kind: 'rows'; readonly ids: readonly string[] };

/** More single rows than this, and drawing the whole tree is the cheaper way. */
const rowsMax = 100;

/**
 * What is on the screen, remembered as it was drawn: the rows themselves may be read from a state that changes in place, so
 * asking the old ones again would answer with the new.
 */
export interface DrawnTree {
  drewRoots(ids: readonly string[]): void;
  drewChildren(id: string, ids: readonly string[]): void;
  drewRow(id: string, row: TreeRow): void;
  /** What has to be drawn again to show `rows`. */
  changeTo(rows: TreeRows): TreeChange;
}

export function createDrawnTree(): DrawnTree {
  let roots: readonly string[] = [];
  const rowTexts = new Map<string, string>();
  const childLists = new Map<string, readonly string[]>();
  return {
    drewRoots(ids) {
      roots = ids;
      rowTexts.clear();
      childLists.clear();
    },
    drewChildren: (id, ids) => void childLists.set(id, ids),
    // Without its tooltip, which is a function.
    drewRow: (id, row) => void rowTexts.set(id, JSON.stringify(row)),
    changeTo(rows) {
      if (!sameIds(roots, rows.roots)) return { kind: 'all' };
      const ids: string[] = [];
      for (const [id, text] of rowTexts) {
        const row = rows.row(id);
        const children = childLists.get(id);
        // A row that is gone is drawn anew with its parent, whose children differ.
        if (row === null) continue;
        const isSame = JSON.stringify(row) === text && (children === undefined || sameIds(children, rows.children(id)));
        if (!isSame) ids.push(id);
        if (ids.length > rowsMax) return { kind: 'all' };
      }
      return ids.length === 0 ? { kind: 'none' } : { kind: 'rows', ids };
    },
  };
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
