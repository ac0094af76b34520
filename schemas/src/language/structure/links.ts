/** Paths that lead to files: pipelines that are used, and files of the workspace that are named without a pattern. */
import { isScalar, isSeq, type Node } from 'yaml';
import type { FileModel } from '../model.ts';
import { namesOf } from '../names/pipeline-names.ts';
import type { DocumentLink } from '../shapes.ts';
import { entryOf, innerSpan, itemsOf, textOf } from '../tree.ts';

export function documentLinks(model: FileModel): readonly DocumentLink[] {
  const { document, lines } = model;
  const linkTo = (node: Node | null, tooltip: string): readonly DocumentLink[] => {
    const target = textOf(node);
    const span = isScalar(node) ? innerSpan(node) : null;
    const isPath = target !== null && span !== null && target !== '' && !/[*?[\]{}$\n]|^\/|^[a-z]+:/.test(target);
    return isPath ? [{ range: lines.rangeOf(span), target, tooltip }] : [];
  };
  const patterns = (node: Node | null): readonly Node[] =>
    isSeq(node) ? itemsOf(document, node) : node === null ? [] : [node];
  return namesOf(model).steps.flatMap((step) => {
    const uses = step.work?.name === 'uses' ? linkTo(step.work.value, 'Open the pipeline') : [];
    const workspace = entryOf(document, step.value, 'workspace')?.value ?? null;
    const sent = isSeq(workspace) ? workspace : (entryOf(document, workspace, 'include')?.value ?? null);
    return [...uses, ...patterns(sent).flatMap((node) => linkTo(node, 'Open what is sent along'))];
  });
}
