import type { StreamAction } from '../streams/stream-acl.ts';
import type { StreamStates } from '../streams/stream-states.ts';
import {
  ADMINS_ROLE,
  ALL_STREAM,
  EVERYBODY_ROLE,
  isMetastream,
  isSystemStream,
  originalOf,
} from '../streams/system-names.ts';
import type { Identity } from './identity.ts';

/** What a call wants of the stream it names. */
export type CallAction = 'read' | 'write' | 'delete';

/** Whether an identity may do something to a stream: by what its service owns, and by the stream's ACL. */
export type Authorize = (identity: Identity, action: CallAction, stream: string) => boolean;

/**
 * EventStoreDB's rules: nobody writes to `$all`; a metastream is read and written by the rights to its stream's
 * settings, and never deleted; admins may do the rest; for others the stream's ACL decides, then the store's default
 * ACLs, then: user streams are everybody's, system streams the admins'. Beside that, an identity stays inside what it
 * was given, whatever ACLs say; a prefix given for system streams takes the place of their default.
 */
export function createAuthorize(states: StreamStates): Authorize {
  return (identity, call, named) => {
    const name = named === '' ? ALL_STREAM : named;
    if (name === ALL_STREAM && call !== 'read') return false;
    const action = isMetastream(name) ? settingsAction(call) : call;
    if (!action) return false;
    const stream = isMetastream(name) ? originalOf(name) : name;
    const roles = identity.roles ?? [];
    if (roles.includes(ADMINS_ROLE)) return true;
    const prefixes = grantsOf(identity, action);
    if (!prefixes.some((prefix) => covers(prefix, stream, action))) return false;
    const allowed = aclRoles(states, stream, action);
    if (!allowed) return true;
    return allowed.some((role) => role === EVERYBODY_ROLE || role === identity.name || roles.includes(role));
  };
}

function settingsAction(call: CallAction): StreamAction | undefined {
  if (call === 'delete') return undefined;
  return call === 'read' ? 'metaRead' : 'metaWrite';
}

function grantsOf(identity: Identity, action: StreamAction): readonly string[] {
  switch (action) {
    case 'read':
    case 'metaRead':
      return identity.reads;
    case 'write':
      return identity.appends ?? ['*'];
    case 'delete':
    case 'metaWrite':
      return identity.manages ?? [];
  }
}

function covers(prefix: string, stream: string, action: StreamAction): boolean {
  const reads = action === 'read' || action === 'metaRead';
  if (prefix === '*') return reads || !isSystemStream(stream);
  return stream.startsWith(prefix) && (!isSystemStream(stream) || prefix.startsWith('$'));
}

/** `undefined` where no ACL speaks of it. */
function aclRoles(states: StreamStates, stream: string, action: StreamAction): readonly string[] | undefined {
  const defaults = states.defaultAcls();
  const byKind = isSystemStream(stream) ? defaults.system : defaults.user;
  return states.metadataOf(stream)?.settings.acl?.[action] ?? byKind[action];
}
