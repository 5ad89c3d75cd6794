import type {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { Authorize } from '../access/authorize.ts';
import type { Identity } from '../access/identity.ts';
import type { Deleted, Deleter } from '../append/deleter.ts';
import { expectedNumber, expectedOf } from '../append/expected.ts';
import { accessDenied, invalidArgument, streamDeleted, wrongExpectedVersion } from './rpc-error.ts';
import { streams } from './stubs.ts';
import { streamNameOf } from './stream-name.ts';

interface DeleteContext {
  readonly deleter: Deleter;
  readonly authorize: Authorize;
}

export async function handleDelete(
  context: DeleteContext,
  identity: Identity,
  request: DeleteReq,
): Promise<DeleteResp> {
  const { position } = await deletion(context, identity, 'soft', request.getOptions());
  const at = new streams.DeleteResp.Position();
  at.setCommitPosition(String(position.commit)).setPreparePosition(String(position.prepare));
  return new streams.DeleteResp().setPosition(at);
}

export async function handleTombstone(
  context: DeleteContext,
  identity: Identity,
  request: TombstoneReq,
): Promise<TombstoneResp> {
  const { position } = await deletion(context, identity, 'tombstone', request.getOptions());
  const at = new streams.TombstoneResp.Position();
  at.setCommitPosition(String(position.commit)).setPreparePosition(String(position.prepare));
  return new streams.TombstoneResp().setPosition(at);
}

async function deletion(
  { deleter, authorize }: DeleteContext,
  identity: Identity,
  kind: 'soft' | 'tombstone',
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
): Promise<Extract<Deleted, { outcome: 'deleted' }>> {
  if (!options) throw invalidArgument('Expected options, found none.');
  const stream = streamNameOf(options.getStreamIdentifier());
  const expected = expectedOf(options, options.hasRevision() ? options.getRevision() : undefined);
  if (expected === undefined) throw invalidArgument('Expected an expected revision.');
  if (!authorize(identity, 'delete', stream)) throw accessDenied();
  const done = await deleter(kind, stream, expected);
  if (done.outcome === 'stream-deleted') throw streamDeleted(stream);
  if (done.outcome === 'deleted') return done;
  throw wrongExpectedVersion(stream, expectedNumber(expected), done.actual);
}
