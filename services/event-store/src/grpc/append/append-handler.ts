import type grpc from '@grpc/grpc-js';
import type { NewEvent } from '@dws/ports';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { mayWrite, type Identity } from '../../access/identity.ts';
import type { Appender } from '../../append/appender.ts';
import { expectedOf } from '../../append/expected.ts';
import {
  accessDenied,
  invalidArgument,
  invalidTransaction,
  maximumAppendSizeExceeded,
  unimplemented,
} from '../rpc-error.ts';
import { isMetastream, streamNameOf } from '../stream-name.ts';
import { appendFailed, appendSucceeded } from './append-response.ts';
import { proposedEvent, sizeOf } from './proposed-event.ts';

export type ServerAppendCall = grpc.ServerReadableStream<AppendReq, AppendResp>;

/** One append as a stream of messages: options first, then the events. */
export async function handleAppend(
  appender: Appender,
  maxAppendBytes: number,
  identity: Identity,
  call: ServerAppendCall,
): Promise<AppendResp> {
  let options: AppendReq.Options | undefined;
  const events: NewEvent[] = [];
  let bytes = 0;
  for await (const request of call as AsyncIterable<AppendReq>) {
    options ??= request.getOptions();
    if (!options) throw invalidArgument('Expected append options first.');
    const message = request.getProposedMessage();
    if (!message) continue;
    const event = proposedEvent(message);
    bytes += sizeOf(event);
    if (bytes > maxAppendBytes) throw maximumAppendSizeExceeded(maxAppendBytes);
    events.push(event);
  }
  if (!options) throw invalidArgument('Expected append options, found an empty request.');
  const stream = streamNameOf(options.getStreamIdentifier());
  if (isMetastream(stream)) throw unimplemented('This server does not keep stream metadata.');
  if (!events.every(({ type }) => mayWrite(identity, type))) throw accessDenied();
  const expected = expectedOf(options, options.hasRevision() ? options.getRevision() : undefined);
  if (expected === undefined) throw invalidArgument('Expected an expected revision.');

  const done = await appender(stream, expected, events);
  if (done.outcome === 'invalid-transaction') throw invalidTransaction();
  return done.outcome === 'appended' ? appendSucceeded(done) : appendFailed(expected, done.actual);
}
