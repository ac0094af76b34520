/** Who may call what: a fixed table from role to rights. What is not in it is refused. */
import type { RightName } from '@orchion/proto';

/** `admin` holds the token of the user, `agent` the one that nodes are given. */
export type Role = 'admin' | 'agent';

const rightsOf: Readonly<Record<Role, readonly RightName[]>> = {
  admin: ['public', 'read', 'read_logs', 'submit', 'manage_nodes', 'administer', 'agent', 'content'],
  agent: ['public', 'agent', 'content'],
};

/** `role` null: a caller without a token. */
export function mayCall(role: Role | null, right: RightName): boolean {
  return right === 'public' || (role !== null && rightsOf[role].includes(right));
}
