import { ANONYMOUS, NOBODY, type Identity } from './identity.ts';
import { fingerprint, passwordMatches } from './credentials.ts';

export interface KnownIdentity extends Identity {
  /** By `hashPassword`. */
  readonly passwordHash: string;
}

/** Gives the identity behind an `authorization` header, or `undefined` where the credentials are wrong. */
export type Authenticate = (
  header: string | undefined,
) => Identity | undefined | Promise<Identity | undefined>;

/** Verified headers kept, so that scrypt runs once for a connection's credential and not for each call. */
const VERIFIED_LIMIT = 1_000;
/** Verifications at once: each takes 16 MiB and tens of milliseconds of a thread. More wait their turn. */
const MAX_VERIFYING = 4;

/**
 * Without identities every caller is `ANONYMOUS`; configuration allows that on loopback only. With identities a call
 * without credentials is nobody's.
 */
export function createAuthenticator(identities: readonly KnownIdentity[]): Authenticate {
  if (identities.length === 0) return () => ANONYMOUS;
  const verified = new Map<string, Identity>();
  const verifying = new Map<string, Promise<Identity | undefined>>();

  return (header) => {
    if (!header) return NOBODY;
    const key = fingerprint(header);
    return verified.get(key) ?? verifying.get(key) ?? begin(header, key);
  };

  function begin(header: string, key: string): Promise<Identity | undefined> {
    const running = turn()
      .then(() => verify(header, key))
      .finally(() => verifying.delete(key));
    verifying.set(key, running);
    return running;
  }

  /** Waits until fewer than `MAX_VERIFYING` are under way. */
  async function turn(): Promise<void> {
    const before = [...verifying.values()];
    if (before.length >= MAX_VERIFYING) await before[before.length - MAX_VERIFYING]?.catch(() => undefined);
  }

  async function verify(header: string, key: string): Promise<Identity | undefined> {
    const credential = basicCredential(header);
    const identity = identities.find(({ name }) => name === credential?.name);
    if (!credential || !identity) return undefined;
    if (!(await passwordMatches(credential.password, identity.passwordHash))) return undefined;
    if (verified.size >= VERIFIED_LIMIT) verified.clear();
    verified.set(key, identity);
    return identity;
  }
}

function basicCredential(header: string): { name: string; password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
