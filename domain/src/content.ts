/**
 * Files that travel: content is named by its SHA-256, so that what is there already never travels twice. A tree is a list of
 * files, itself stored as content; workspaces, artifacts and cached folders are all trees.
 */
import { assert } from './assert.ts';

declare const digestBrand: unique symbol;
/** SHA-256 of some bytes, 64 lower-case hexadecimal digits. */
export type Digest = string & { readonly [digestBrand]: true };

/** The digest, or null where the text is not one. */
export function parseDigest(text: string): Digest | null {
  // The pattern is what the brand stands for.
  return /^[0-9a-f]{64}$/.test(text) ? (text as Digest) : null;
}

/** For digests that were just computed, or come from a place that has checked them. A mistake here is a bug. */
export function trustDigest(text: string): Digest {
  const digest = parseDigest(text);
  assert(digest !== null, `a digest is 64 hexadecimal digits, got ${JSON.stringify(text.slice(0, 80))}`);
  return digest;
}

/** One file of a tree. Links and special files are never part of one. */
export interface TreeFile {
  /** Relative, with '/' between its parts; no part is empty, '.' or '..'. */
  readonly path: string;
  readonly bytes: number;
  readonly digest: Digest;
  readonly isExecutable: boolean;
}

/** A named tree that a step left. */
export interface Artifact {
  readonly name: string;
  /** Of the tree's list of files. */
  readonly tree: Digest;
  readonly files: number;
  /** Of all its files together. */
  readonly bytes: number;
}

/** What a job's files are: what is put into its private folder before it starts, and what is gathered after its end. */
export interface JobFiles {
  /** In order: of two files at one place the later one stays. */
  readonly fetch: readonly TreeFetch[];
  readonly leave: readonly ArtifactRule[];
  /** True: the command is given a file to write outputs to (`ORCHION_OUTPUT`), and they are reported with its end. */
  readonly collectsOutputs: boolean;
}

export interface TreeFetch {
  readonly tree: Digest;
  /** Relative folder below the job's private one; '' is that folder itself. */
  readonly into: string;
}

export interface ArtifactRule {
  readonly name: string;
  /** Glob patterns relative to the working directory; a folder means everything in it. */
  readonly paths: readonly string[];
  readonly when: 'success' | 'failure' | 'always';
  /** True: the attempt fails where nothing matches. */
  readonly isRequired: boolean;
}

/** What an attempt left behind, told with its end. */
export interface Products {
  readonly outputs: Readonly<Record<string, string>>;
  readonly artifacts: readonly Artifact[];
}

export const noFiles: JobFiles = { fetch: [], leave: [], collectsOutputs: false };
