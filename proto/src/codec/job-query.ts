/** Which jobs a client wants to see: ListJobsRequest, and the tokens that lead from page to page. */
import { limits, type JobState, type Violation } from '@orchion/domain';
import type { ListJobsRequest } from '../../gen/orchion/v1/job_pb.js';
import { jobState } from './enums.ts';
import { boundedText, pageSize } from './page.ts';
import { collect, each, WireError } from './wire-error.ts';

export interface JobListQuery {
  /** Null: all. */
  readonly states: readonly JobState[] | null;
  readonly nameContains: string | null;
  /** A node's id or name. */
  readonly node: string | null;
  readonly idPrefix: string | null;
  /** Only jobs submitted before this one; null: from the newest. */
  readonly beforeSequence: number | null;
  readonly limit: number;
}

/** Answers violations with field paths. Never throws. */
export function jobQueryFromWire(
  message: ListJobsRequest,
): { readonly query: JobListQuery } | { readonly violations: readonly Violation[] } {
  const violations: Violation[] = [];
  const states = collect(violations, [], () => each('states', message.states, (state) => jobState.fromWire(state, '')));
  const query: JobListQuery = {
    states: states.length === 0 ? null : states,
    nameContains: collect(violations, null, () => boundedText(message.name, 'name')),
    node: collect(violations, null, () => boundedText(message.node, 'node')),
    idPrefix: collect(violations, null, () => boundedText(message.idPrefix, 'id_prefix')),
    beforeSequence: collect(violations, null, () => sequenceFromPageToken(message.pageToken)),
    limit: collect(violations, limits.pageSizeDefault, () => pageSize(message.pageSize)),
  };
  return violations.length === 0 ? { query } : { violations };
}

/** The token of the page after a job, by its place in the order of submission. */
export function pageTokenAfter(sequence: number): string {
  return `before-${sequence}`;
}

function sequenceFromPageToken(token: string): number | null {
  if (token === '') return null;
  const sequence = Number(/^before-(\d{1,16})$/.exec(token)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(sequence)) throw new WireError('page_token', 'is none of ours: pass one on unchanged');
  return sequence;
}
