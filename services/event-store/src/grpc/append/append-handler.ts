import type grpc from '@grpc/grpc-js';
import type { NewEvent } from '@dws/ports';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Appender } from '../../append/appender.ts';
import { expectedOf } from '../../append/expected.ts';
import { EVENT_COST, type UnfinishedRoom } from '../../append/unfinished-room.ts';
import {
  accessDenied,
  cancelled,
  invalidArgument,
  maximumAppendSizeExceeded,
  maximumEventSizeExceeded,
  streamDeleted,
  tooMuchUnfinished,
  unavailable,
} from '../rpc-error.ts';
import { streamNameOf } from '../stream-name.ts';
import { MAX_APPEND_EVENTS, type AppendLimits } from './append-limits.ts';
import { appendFailed, appendSucceeded } from './append-response.ts';
import type { MayAppend } from './may-append.ts';
import { proposedEvent, sizeOf } from './proposed-event.ts';

export type ServerAppendCall = grpc.ServerReadableStream<AppendReq, AppendResp>;

export interface AppendParts {
  readonly appender: Appender;
  readonly limits: AppendLimits;
  readonly room: UnfinishedRoom;
  /** Aborted when the server stops: an append that is not yet complete is let go, nothing of it was written. */
  readonly draining: AbortSignal;
}

/** One append as a stream of messages: options first, then the events. */
export async function handleAppend(
  { appender, limits, room, draining }: AppendParts,
  may: MayAppend,
  call: ServerAppendCall,
): Promise<AppendResp> {
  let held = 0;
  const take = (bytes: number): void => {
    if (!room.take(bytes)) throw tooMuchUnfinished();
    held += bytes;
  };
  // A client that leaves in the middle ends the stream of neither messages nor errors.
  let onDrain = (): void => {};
  const gone = new Promise<never>((_resolve, reject) => {
    call.once('cancelled', () => reject(clientGone()));
    onDrain = () => {
      if (!call.readableEnded) reject(unavailable('The server is draining; connect again later.'));
    };
  });
  draining.addEventListener('abort', onDrain);
  try {
    return await Promise.race([append(appender, limits, may, call, take), gone]);
  } finally {
    draining.removeEventListener('abort', onDrain);
    room.give(held);
  }
}

async function append(
  appender: Appender,
  { maxAppendBytes, maxEventBytes }: AppendLimits,
  may: MayAppend,
  call: ServerAppendCall,
  take: (bytes: number) => void,
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
    if (events.length === MAX_APPEND_EVENTS) throw tooManyEvents();
    take(size + EVENT_COST);
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

function tooManyEvents(): Error {
  return invalidArgument(`Expected at most ${MAX_APPEND_EVENTS} events in an append.`);
}

function clientGone(): Error {
  return cancelled('The client ended the call.');
}
