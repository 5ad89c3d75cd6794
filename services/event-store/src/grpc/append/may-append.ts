import type { Authorize } from '../../access/authorize.ts';
import { mayWriteType, type Identity } from '../../access/identity.ts';
import { isMetastream } from '../../streams/system-names.ts';

/** What the caller of an append may do. */
export interface MayAppend {
  stream(stream: string): boolean;
  /** A stream's settings are no event type that a service owns: the right to the stream covers them. */
  type(stream: string, eventType: string): boolean;
}

export function mayAppend(authorize: Authorize, identity: Identity): MayAppend {
  return {
    stream: (stream) => authorize(identity, 'write', stream),
    type: (stream, eventType) => isMetastream(stream) || mayWriteType(identity, eventType),
  };
}
