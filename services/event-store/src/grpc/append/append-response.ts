import type { Position } from '@dws/kernel';
import { NO_STREAM, type Revision } from '@dws/ports';
import type { AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from '../../append/expected.ts';
import { shared, streams } from '../stubs.ts';

interface Success {
  readonly revision: Revision;
  readonly position?: Position;
}

export function appendSucceeded({ revision, position }: Success): AppendResp {
  const success = new streams.AppendResp.Success();
  if (revision === NO_STREAM) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(String(revision));
  if (position) {
    const at = new streams.AppendResp.Position();
    at.setCommitPosition(String(position.commit));
    at.setPreparePosition(String(position.prepare));
    success.setPosition(at);
  } else {
    success.setNoPosition(new shared.Empty());
  }
  return new streams.AppendResp().setSuccess(success);
}

export function appendFailed(expected: Expected, actual: Revision): AppendResp {
  const failure = new streams.AppendResp.WrongExpectedVersion();
  if (actual === NO_STREAM) failure.setCurrentNoStream(new shared.Empty());
  else failure.setCurrentRevision(String(actual));
  if (expected === 'any') failure.setExpectedAny(new shared.Empty());
  else if (expected === 'exists') failure.setExpectedStreamExists(new shared.Empty());
  else if (expected === NO_STREAM) failure.setExpectedNoStream(new shared.Empty());
  else failure.setExpectedRevision(String(expected));
  return new streams.AppendResp().setWrongExpectedVersion(failure);
}
