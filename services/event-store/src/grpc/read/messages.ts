import type { Position } from '@dws/kernel';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { shared, streams } from '../stubs.ts';

export function confirmation(subscriptionId: string): ReadResp {
  const content = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId);
  return new streams.ReadResp().setConfirmation(content);
}

export function checkpoint({ commit, prepare }: Position): ReadResp {
  const content = new streams.ReadResp.Checkpoint();
  content.setCommitPosition(String(commit));
  content.setPreparePosition(String(prepare));
  return new streams.ReadResp().setCheckpoint(content);
}

export function caughtUp(): ReadResp {
  return new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
}

export function fellBehind(): ReadResp {
  return new streams.ReadResp().setFellBehind(new streams.ReadResp.FellBehind());
}

export function lastStreamRevision(revision: number): ReadResp {
  return new streams.ReadResp().setLastStreamPosition(String(revision));
}

export function streamNotFound(stream: string): ReadResp {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
  const content = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier);
  return new streams.ReadResp().setStreamNotFound(content);
}
