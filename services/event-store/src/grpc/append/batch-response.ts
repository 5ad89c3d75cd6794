import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { NO_STREAM } from '@dws/ports';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Appended } from '../../append/appender.ts';
import type { Expected } from '../../append/expected.ts';
import { shared, streams } from '../stubs.ts';
import { batchStreamDeleted, wrongExpectedVersion } from './batch-status.ts';

/** Whom a response is for. */
export interface Addressee {
  readonly correlationId: UUID;
  readonly stream: StreamIdentifier | undefined;
}

function responseTo({ correlationId, stream }: Addressee): BatchAppendResp {
  return new streams.BatchAppendResp().setCorrelationId(correlationId).setStreamIdentifier(stream);
}

export function batchFailed(to: Addressee, error: Status): BatchAppendResp {
  return responseTo(to).setError(error);
}

export function batchDone(to: Addressee, expected: Expected, done: Appended): BatchAppendResp {
  if (done.outcome === 'stream-deleted') return batchFailed(to, batchStreamDeleted(to.stream));
  if (done.outcome === 'wrong-expected-version') {
    return batchFailed(to, wrongExpectedVersion(expected, done.actual));
  }
  const success = new streams.BatchAppendResp.Success();
  if (done.revision === NO_STREAM) success.setNoStream(new emptyPb.Empty());
  else success.setCurrentRevision(String(done.revision));
  if (done.position) {
    const at = new shared.AllStreamPosition();
    at.setCommitPosition(String(done.position.commit));
    at.setPreparePosition(String(done.position.prepare));
    success.setPosition(at);
  } else {
    success.setNoPosition(new emptyPb.Empty());
  }
  return responseTo(to).setSuccess(success);
}
