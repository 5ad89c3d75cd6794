import type grpc from '@grpc/grpc-js';
import type { NewEvent } from '@dws/ports';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Appender } from '../../append/appender.ts';
import { expectedOf } from '../../append/expected.ts';
import {
  accessDenied,
  invalidArgument,
  maximumAppendSizeExceeded,
  maximumEventSizeExceeded,
  streamDeleted,
} from '../rpc-error.ts';
import { streamNameOf } from '../stream-name.ts';
import type { AppendLimits } from './append-limits.ts';
import { appendFailed, appendSucceeded } from './append-response.ts';
import type { MayAppend } from './may-append.ts';
import { proposedEvent, sizeOf } from './proposed-event.ts';

export type ServerAppendCall = grpc.ServerReadableStream<AppendReq, AppendResp>;

/** One append as a stream of messages: options first, then the events. */
export async function handleAppend(
  appender: Appender,
  { maxAppendBytes, maxEventBytes }: AppendLimits,
  may: MayAppend,
  call: ServerAppendCall,
): Promise<AppendResp> {
  let options: AppendReq.Options | undefined;
  let stream = '';
  const events: NewEvent[] = [];
  let bytes = 0;
  for await (const request of call as AsyncIterable<AppendReq>) {
    if (!options) {
      options = request.getOptions();
      if (!options) throw invalidArgument('Expected append options first.');
      stream = streamNameOf(options.getStreamIdentifier());
      if (!may.stream(stream)) throw accessDenied();
    }
    const message = request.getProposedMessage();
    if (!message) continue;
    const event = proposedEvent(message);
    const size = sizeOf(event);
    if (size > maxEventBytes) throw maximumEventSizeExceeded(event.id, size, maxEventBytes);
    bytes += size;
    if (bytes > maxAppendBytes) throw maximumAppendSizeExceeded(maxAppendBytes);
    if (!may.type(stream, event.type)) throw accessDenied();
    events.push(event);
  }
  if (!options) throw invalidArgument('Expected append options, found an empty request.');
  const expected = expectedOf(options, options.hasRevision() ? options.getRevision() : undefined);
  if (expected === undefined) throw invalidArgument('Expected an expected revision.');

  const done = await appender(stream, expected, events);
  if (done.outcome === 'stream-deleted') throw streamDeleted(stream);
  return done.outcome === 'appended' ? appendSucceeded(done) : appendFailed(expected, done.actual);
}
