/** Who this node is: made once, kept for good. The state directory is the machine's identity, so nobody else may read it. */
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId, parseId, type ClusterId, type IdSource, type NodeId } from '@orchion/domain';
import { writeDurably } from '../platform/durable-file.ts';
import { exitCodes, StartupError } from '../platform/startup-error.ts';

export interface Identity {
  readonly nodeId: NodeId;
  /** Null before the first welcome. */
  readonly clusterId: ClusterId | null;
}

/** Makes the directory and the identity where they are not there. Throws `StartupError` for a file that is no identity. */
export function readOrCreateIdentity(stateDir: string, random: IdSource): Identity {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(stateDir, 0o700);
  const path = join(stateDir, 'identity.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const identity = { nodeId: newId('node', random), clusterId: null };
    writeIdentity(stateDir, identity);
    return identity;
  }
  return identityOf(text) ?? wrongIdentity(path);
}

export function writeIdentity(stateDir: string, identity: Identity): void {
  writeDurably(join(stateDir, 'identity.json'), `${JSON.stringify(identity)}\n`);
}

function identityOf(text: string): Identity | null {
  let value: { readonly nodeId?: unknown; readonly clusterId?: unknown } | null;
  try {
    // Whatever it is, only the two fields are looked at, and both are checked.
    value = JSON.parse(text) as typeof value;
  } catch {
    return null;
  }
  const nodeId = typeof value?.nodeId === 'string' ? parseId('node', value.nodeId) : null;
  if (nodeId === null) return null;
  if (value?.clusterId === null || value?.clusterId === undefined) return { nodeId, clusterId: null };
  const clusterId = typeof value.clusterId === 'string' ? parseId('cluster', value.clusterId) : null;
  return clusterId === null ? null : { nodeId, clusterId };
}

function wrongIdentity(path: string): never {
  throw new StartupError(
    exitCodes.badConfiguration,
    `${path} is not an identity file. Restore it from a backup, or remove it to let this machine join as a new node.`,
  );
}
