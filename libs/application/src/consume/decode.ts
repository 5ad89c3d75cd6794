import { DwsError, isDwsError, type JsonObject } from '@dws/kernel';
import type { IncomingMessage, SchemaCodec } from '@dws/ports';
import { HEADERS } from '../publish/headers.ts';
import type { DeadLetter } from './dead-letters.ts';

export interface Decoded {
  readonly message: IncomingMessage;
  readonly type: string;
  readonly value: JsonObject;
}

export interface DecodedBatch {
  readonly decoded: readonly Decoded[];
  readonly letters: readonly DeadLetter[];
}

/**
 * Decodes the messages whose `ce_type` is wanted; the rest is passed over undecoded. What cannot be read, or
 * says another type in its header than in its bytes, is for the dead-letter topic.
 */
export async function decodeBatch(
  messages: readonly IncomingMessage[],
  wanted: (type: string) => boolean,
  codec: SchemaCodec,
): Promise<DecodedBatch> {
  const candidates = messages.filter(({ headers }) => {
    const type = headers[HEADERS.type];
    return type === undefined || wanted(type);
  });
  await codec.prepare(candidates.flatMap(({ value }) => value ?? []));
  const decoded: Decoded[] = [];
  const letters: DeadLetter[] = [];
  for (const message of candidates) {
    try {
      decoded.push(decode(message, codec));
    } catch (error) {
      if (!isDwsError(error) || error.retriable) throw error;
      letters.push({ message, code: error.code, reason: error.message });
    }
  }
  return { decoded, letters };
}

function decode(message: IncomingMessage, codec: SchemaCodec): Decoded {
  const claimed = message.headers[HEADERS.type];
  if (claimed === undefined) throw new DwsError('payload-malformed', `header ${HEADERS.type} is missing`);
  if (message.value === null) throw new DwsError('payload-malformed', 'the message has no value');
  const { type, value } = codec.decode(message.value);
  if (type !== claimed)
    throw new DwsError('payload-invalid', `header says ${claimed}, the bytes are a ${type}`);
  return { message, type, value };
}
