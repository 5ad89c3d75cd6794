/** What somebody may do to a stream. The last two stand for reading and writing its settings. */
export type StreamAction = 'read' | 'write' | 'delete' | 'metaRead' | 'metaWrite';

/** Who may do what, by user name or role; an action that is not named falls back to the store's defaults. */
export type StreamAcl = Partial<Readonly<Record<StreamAction, readonly string[]>>>;

const KEYS: Readonly<Record<string, StreamAction>> = {
  $r: 'read',
  $w: 'write',
  $d: 'delete',
  $mr: 'metaRead',
  $mw: 'metaWrite',
};

/**
 * Reads an ACL as EventStoreDB writes it: one role as text or several as a list. Keys that it does not know are
 * passed over.
 * @throws TypeError where a role is not text: the server then takes none of the settings.
 */
export function streamAclOf(value: unknown): StreamAcl {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(value);
  const acl: Partial<Record<StreamAction, readonly string[]>> = {};
  for (const [key, roles] of Object.entries(value)) {
    const action = KEYS[key];
    if (action) acl[action] = rolesOf(roles);
  }
  return acl;
}

function rolesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((role) => typeof role === 'string')) return value;
  throw malformed(value);
}

function malformed(value: unknown): TypeError {
  return new TypeError(`expected roles, found ${JSON.stringify(value)}`);
}
