import type { NewEvent } from '@dws/ports';
import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument, requiredMetadataMissing } from '../rpc-error.ts';

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

const UUID_TEXT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws RpcError INVALID_ARGUMENT when type, content type or a usable id is missing. */
export function proposedEvent(message: ProposedMessage): NewEvent {
  const properties = message.getMetadataMap();
  const type = properties.get('type');
  if (!type) throw requiredMetadataMissing('type');
  const contentType = properties.get('content-type');
  if (!contentType) throw requiredMetadataMissing('content-type');
  const event = {
    id: uuidText(message.getId()),
    type,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
  return contentType === 'application/json' ? event : { ...event, format: 'binary' };
}

/** Bytes the size limit counts: what the store keeps of the events. */
export function sizeOf({ data, metadata }: NewEvent): number {
  return data.length + metadata.length;
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
