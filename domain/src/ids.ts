/**
 * The one registry of branded ids. A brand keeps a job's id from being passed where a node's is meant; at run time an id
 * is a plain string. Ids are made from injected randomness (see `IdSource`), never from a clock or a global generator, so
 * that a simulation with the same seed makes the same ids.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ClusterId = Branded<'ClusterId'>;
export type NodeId = Branded<'NodeId'>;
export type JobId = Branded<'JobId'>;
/** One execution of a pipeline. */
export type RunId = Branded<'RunId'>;
/** One agent process's life: made anew at every agent start. */
export type InstanceId = Branded<'InstanceId'>;
/** One connection of an agent: made by the orchestrator when the agent says hello. */
export type SessionId = Branded<'SessionId'>;
/** Made by a client for each submit, so that a retried call is harmless. */
export type RequestId = Branded<'RequestId'>;
/** One GPU of one node: the vendor's UUID where there is one, else `<vendor>-<index>`. */
export type GpuDeviceId = Branded<'GpuDeviceId'>;

/** Prefixes and patterns: what a person sees, and what the edge accepts. */
const patterns = {
  cluster: /^cluster-[0-9a-z]{12}$/,
  node: /^node-[0-9a-z]{12}$/,
  job: /^job-[0-9a-z]{12}$/,
  run: /^run-[0-9a-z]{12}$/,
  instance: /^instance-[0-9a-z]{12}$/,
  session: /^session-[0-9a-z]{12}$/,
  // Client-made: any printable text of a bounded length.
  request: /^[\x21-\x7e]{1,128}$/,
} as const;

export type IdKind = keyof typeof patterns;

interface IdTypes {
  cluster: ClusterId;
  node: NodeId;
  job: JobId;
  run: RunId;
  instance: InstanceId;
  session: SessionId;
  request: RequestId;
}

/** Crockford's alphabet: no i, l, o, u, so that an id read aloud or retyped stays the same id. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 32 random bits, as an unsigned integer. */
export interface IdSource {
  nextUint32(): number;
}

/** Makes a new id: 12 characters, 60 random bits. */
export function newId<K extends Exclude<IdKind, never>>(kind: K, source: IdSource): IdTypes[K] {
  let text = `${kind}-`;
  for (let half = 0; half < 2; half++) {
    let bits = source.nextUint32();
    for (let i = 0; i < 6; i++) {
      text += alphabet.charAt(bits & 31);
      bits >>>= 5;
    }
  }
  // The text was just made to the kind's pattern.
  return text as unknown as IdTypes[K];
}

/** The id, or null where the text is not one of that kind. */
export function parseId<K extends IdKind>(kind: K, text: string): IdTypes[K] | null {
  // The pattern is what the brand stands for.
  return patterns[kind].test(text) ? (text as unknown as IdTypes[K]) : null;
}

/** For trusted sources only (a store's own rows, a test): throws a bug where the text is not an id of that kind. */
export function trustId<K extends IdKind>(kind: K, text: string): IdTypes[K] {
  const id = parseId(kind, text);
  if (id === null) throw new TypeError(`not a ${kind} id: ${JSON.stringify(text.slice(0, 80))}`);
  return id;
}

/** GPU device ids come from vendors: bounded printable text, nothing more is promised. */
export function gpuDeviceId(text: string): GpuDeviceId {
  return text as unknown as GpuDeviceId;
}
