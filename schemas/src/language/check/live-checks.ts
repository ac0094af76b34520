/**
 * What only the cluster knows. Connected, a node or label that nobody has is a warning, for it may come; not connected, nothing
 * is complained about, and what could not be checked is said in a list.
 */
import { isScalar, type Node } from 'yaml';
import { nearest } from '../../words/did-you-mean.ts';
import { liveLabels, type LiveValues, type Surroundings } from '../live-values.ts';
import type { FileModel } from '../model.ts';
import { namesOf } from '../names/pipeline-names.ts';
import type { Diagnostic } from '../shapes.ts';
import { entriesOf, entryOf, innerSpan, textOf } from '../tree.ts';

export function liveDiagnostics(model: FileModel, { live }: Surroundings): readonly Diagnostic[] {
  if (live === null) return [];
  const labels = liveLabels(live);
  return requirementsOf(model).flatMap(({ kind, name, node }): readonly Diagnostic[] => {
    const text = textOf(node);
    if (text === null || text.includes('${{')) return [];
    if (kind === 'node') return live.nodes.some((one) => one.name === text) ? [] : unknownNode(model, node, text, live);
    const values = labels.get(name);
    if (values?.has(text) === true) return [];
    const known = [...(values?.keys() ?? [])];
    const meant = nearest(text, known);
    const rest = values === undefined ? `no node has the label ${name}` : `no node has ${name}: ${text}`;
    return [warning(model, { node, code: 'unknown-label', message: `${rest} at the moment`, meant })];
  });
}

/** Sentences about what was not checked, for a status beside the file; none where everything was. */
export function unchecked(model: FileModel, { live }: Surroundings): readonly string[] {
  const sentences: string[] = [];
  if (live === null) {
    const wanted = requirementsOf(model).length;
    if (wanted > 0)
      sentences.push(
        `Not connected: ${wanted === 1 ? 'a node or label' : `${wanted} nodes and labels`} could not be checked`,
      );
    if (namesOf(model).steps.length > 0 || model.language === 'job') {
      sentences.push('Not connected: where it would run is not known');
    }
  }
  return sentences;
}

interface Requirement {
  readonly kind: 'node' | 'label';
  /** The label's. */
  readonly name: string;
  readonly node: Node;
}

function requirementsOf(model: FileModel): readonly Requirement[] {
  const { document } = model;
  const root = document?.contents ?? null;
  const holders =
    model.language === 'job'
      ? [root]
      : [entryOf(document, root, 'defaults')?.value ?? null, ...namesOf(model).steps.map(({ value }) => value)];
  return holders.flatMap((holder): readonly Requirement[] => {
    const node = entryOf(document, holder, 'node')?.value ?? null;
    const labels = entriesOf(document, entryOf(document, holder, 'labels')?.value ?? null);
    return [
      ...(node === null ? [] : [{ kind: 'node' as const, name: '', node }]),
      ...labels.flatMap(({ name, value }): readonly Requirement[] =>
        value === null ? [] : [{ kind: 'label', name, node: value }],
      ),
    ];
  });
}

function unknownNode(model: FileModel, node: Node, text: string, live: LiveValues): readonly Diagnostic[] {
  const known = live.nodes.map(({ name }) => name);
  const message = `no node is called ${text} at the moment`;
  return [warning(model, { node, code: 'unknown-node', message, meant: nearest(text, known) })];
}

interface Warning {
  readonly node: Node;
  readonly code: string;
  readonly message: string;
  readonly meant: string | null;
}

function warning(model: FileModel, { node, code, message, meant }: Warning): Diagnostic {
  const span = (isScalar(node) ? innerSpan(node) : null) ?? { start: 0, end: 0 };
  const range = model.lines.rangeOf(span);
  return {
    range,
    severity: 'warning',
    message: meant === null ? message : `${message}; did you mean "${meant}"?`,
    code,
    related: [],
    isUnnecessary: false,
    fixes: meant === null ? [] : [{ title: `Change to ${meant}`, edits: [{ range, newText: meant }] }],
  };
}
