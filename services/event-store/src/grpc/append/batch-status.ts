import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { NO_STREAM, type Revision } from '@dws/ports';
import codePb, { type Code } from '@eventstore/db-client/generated/code_pb.js';
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { Expected } from '../../append/expected.ts';
import { fieldSize, unsignedSize, writeBytes, writeUnsigned } from '../../wire/protobuf-writer.ts';
import { shared, status } from '../stubs.ts';

const CODE = codePb.Code;

interface Detail {
  serializeBinary(): Uint8Array;
}

/** Errors of a batch append travel inside the response, each with a typed detail that clients look for. */
function statusOf(code: Code, message: string, name: string, detail: Detail): Status {
  const packed = new anyPb.Any();
  packed.pack(detail.serializeBinary(), `event_store.client.${name}`);
  return new status.Status().setCode(code).setMessage(message).setDetails(packed);
}

export function wrongExpectedVersion(expected: Expected, actual: Revision): Status {
  const detail = new shared.WrongExpectedVersion();
  if (actual === NO_STREAM) detail.setCurrentNoStream(new emptyPb.Empty());
  else detail.setCurrentStreamRevision(String(actual));
  if (expected === 'any') detail.setExpectedAny(new emptyPb.Empty());
  else if (expected === 'exists') detail.setExpectedStreamExists(new emptyPb.Empty());
  else if (expected === NO_STREAM) detail.setExpectedNoStream(new emptyPb.Empty());
  else detail.setExpectedStreamPosition(String(expected));
  return statusOf(CODE.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', detail);
}

export function batchAccessDenied(): Status {
  return statusOf(CODE.PERMISSION_DENIED, 'AccessDenied', 'AccessDenied', new shared.AccessDenied());
}

export function batchTimeout(): Status {
  return statusOf(CODE.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new shared.Timeout());
}

export function batchStreamDeleted(stream: StreamIdentifier | undefined): Status {
  const detail = new shared.StreamDeleted().setStreamIdentifier(stream);
  return statusOf(CODE.NOT_FOUND, 'StreamDeleted', 'StreamDeleted', detail);
}

export function batchTooLarge(limit: number): Status {
  const detail = new shared.MaximumAppendSizeExceeded().setMaxappendsize(limit);
  return statusOf(CODE.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', 'MaximumAppendSizeExceeded', detail);
}

/** The stubs do not know this detail yet: id, proposed and largest size, as shared.proto numbers them. */
export function batchEventTooLarge(eventId: string, size: number, limit: number): Status {
  const id = Buffer.from(eventId, 'utf8');
  const bytes = Buffer.alloc(fieldSize(id.length) + unsignedSize(size) + unsignedSize(limit));
  const at = writeUnsigned(bytes, writeBytes(bytes, 0, 1, id), 2, size);
  writeUnsigned(bytes, at, 3, limit);
  const name = 'MaximumAppendEventSizeExceeded';
  return statusOf(CODE.INVALID_ARGUMENT, name, name, { serializeBinary: () => bytes });
}

export function batchBadRequest(message: string): Status {
  return statusOf(CODE.INVALID_ARGUMENT, message, 'BadRequest', new shared.BadRequest().setMessage(message));
}

/** Too much that others have sent is not finished yet: worth another try. */
export function batchUnavailable(): Status {
  const message = 'Too much that others have sent is not finished yet; try again.';
  return statusOf(CODE.UNAVAILABLE, message, 'Unknown', new shared.Unknown());
}

export function batchUnknown(message: string): Status {
  return statusOf(CODE.UNKNOWN, message, 'Unknown', new shared.Unknown());
}
