import { DwsError, type Position } from '@dws/kernel';
import { MAX_APPEND_BYTES, NO_STREAM, type Revision } from '@dws/ports';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { outcomeUnknown, streamDeleted } from './store-error.ts';
import { shared } from './stubs.ts';

export type AppendAnswer =
  | { readonly outcome: 'appended'; readonly revision: Revision; readonly position: Position | undefined }
  | { readonly outcome: 'conflict'; readonly actualRevision: Revision }
  /** The server says neither: the stream has to be read. */
  | { readonly outcome: 'unclear'; readonly reason: string };

/** @throws DwsError for answers that no reading can settle. */
export function appendAnswer(response: BatchAppendResp): AppendAnswer {
  const success = response.getSuccess();
  if (success) {
    const position = success.getPosition();
    return {
      outcome: 'appended',
      revision: success.hasCurrentRevision() ? Number(success.getCurrentRevision()) : NO_STREAM,
      position: position && {
        commit: BigInt(position.getCommitPosition()),
        prepare: BigInt(position.getPreparePosition()),
      },
    };
  }
  const error = response.getError();
  const details = error?.getDetails();
  const message = error?.getMessage() ?? 'no reason given';
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion': {
      const conflict = shared.WrongExpectedVersion.deserializeBinary(details.getValue_asU8());
      const actual = conflict.hasCurrentStreamRevision()
        ? Number(conflict.getCurrentStreamRevision())
        : NO_STREAM;
      return { outcome: 'conflict', actualRevision: actual };
    }
    case 'event_store.client.AccessDenied':
      throw new DwsError('store-access-denied', 'This identity may not append these events.');
    case 'event_store.client.MaximumAppendSizeExceeded':
      throw new DwsError('event-too-large', `Expected at most ${MAX_APPEND_BYTES} bytes in one append.`);
    case 'event_store.client.BadRequest':
      throw new DwsError('argument-invalid', `The store refuses the append: ${message}`);
    case 'event_store.client.StreamDeleted':
      throw streamDeleted(
        Buffer.from(response.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
      );
    case 'event_store.client.Timeout':
      throw outcomeUnknown('the server did not finish it in time');
    case undefined:
    default:
      return { outcome: 'unclear', reason: message };
  }
}
