import type { NewEvent } from '@dws/ports';
import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument, requiredMetadataMissing } from '../rpc-error.ts';
import { MAX_NAME } from '../stream-name.ts';

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

const NO_UUID = '00000000-0000-0000-0000-000000000000';
const UUID_TEXT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws RpcError INVALID_ARGUMENT when type, content type or a usable id is missing. */
export function proposedEvent(message: ProposedMessage): NewEvent {
  const properties = message.getMetadataMap();
  const type = properties.get('type');
  if (!type) throw requiredMetadataMissing('type');
  if (type.length > MAX_NAME)
    throw invalidArgument(`Expected an event type of at most ${MAX_NAME} characters, found ${type.length}.`);
  const contentType = properties.get('content-type');
  if (!contentType) throw requiredMetadataMissing('content-type');
  const id = uuidText(message.getId());
  if (id === NO_UUID) throw invalidArgument('Expected an event id, found the empty UUID.');
  const event = {
    id,
    type,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
  return contentType === 'application/json' ? event : { ...event, format: 'binary' };
}

/** Bytes that the limits count, as EventStoreDB does: data, metadata, and two for each character of the type. */
export function sizeOf({ type, data, metadata }: NewEvent): number {
  return data.length + metadata.length + 2 * type.length;
}

/** @throws RpcError INVALID_ARGUMENT when it is no UUID. */
export function uuidText(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (structured) {
    const raw = Buffer.alloc(16);
    raw.writeBigInt64BE(BigInt(structured.getMostSignificantBits()), 0);
    raw.writeBigInt64BE(BigInt(structured.getLeastSignificantBits()), 8);
    const hex = raw.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
  const text = uuid?.getString().toLowerCase() ?? '';
  if (!UUID_TEXT.test(text)) throw invalidArgument(`Expected a UUID, found ${JSON.stringify(text)}.`);
  return text;
}
