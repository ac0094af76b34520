/** The comments of the protos, as the document's descriptions. */
import type { AnyDesc, DescFile } from '@bufbuild/protobuf';
import { getComments } from '@bufbuild/protoplugin';

/** The leading comment as one paragraph; empty where there is none. */
export function descriptionOf(desc: Exclude<AnyDesc, DescFile>): string {
  const lines = (getComments(desc).leading ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

/** The first sentence, without its stop: a title for lists of operations. */
export function summaryOf(desc: Exclude<AnyDesc, DescFile>): string {
  const description = descriptionOf(desc);
  return (/^(.*?)[.:;](?: |$)/.exec(description)?.[1] ?? description).trim();
}
