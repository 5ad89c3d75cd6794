import { ADMINS_ROLE } from '../streams/system-names.ts';

/** Who is calling, and what its service may do. `*` in a list means everything. */
export interface Identity {
  readonly name: string;
  /** Event types it may write. */
  readonly writes: readonly string[];
  /** Prefixes of the streams it may read. Only `*` and prefixes that begin with `$` reach system streams. */
  readonly reads: readonly string[];
  /** Prefixes of the streams it may append to. Default: all but system streams. */
  readonly appends?: readonly string[];
  /** Prefixes of the streams that it may delete and whose settings it may change. Default: none. */
  readonly manages?: readonly string[];
  /** Roles that streams' ACLs speak of. `$admins` may do everything. */
  readonly roles?: readonly string[];
}

const EVERYTHING = ['*'];

/** Whoever reaches a server that listens on loopback only and knows no identities. */
export const ANONYMOUS: Identity = {
  name: 'anonymous',
  writes: EVERYTHING,
  reads: EVERYTHING,
  roles: [ADMINS_ROLE],
};

/** Who gives no credentials to a server that knows identities: may do nothing. */
export const NOBODY: Identity = { name: '', writes: [], reads: [], appends: [] };

export function mayWriteType(identity: Identity, eventType: string): boolean {
  return (
    identity.writes.includes('*') ||
    identity.writes.includes(eventType) ||
    (identity.roles?.includes(ADMINS_ROLE) ?? false)
  );
}
