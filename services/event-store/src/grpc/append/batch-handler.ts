import type grpc from '@grpc/grpc-js';
import { isDwsError, type Clock } from '@dws/kernel';
import type { NewEvent } from '@dws/ports';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Appender } from '../../append/appender.ts';
import { expectedOf, type Expected } from '../../append/expected.ts';
import { EVENT_COST, type UnfinishedRoom } from '../../append/unfinished-room.ts';
import { cancelled } from '../rpc-error.ts';
import { streamNameOf } from '../stream-name.ts';
import { MAX_APPEND_EVENTS, type AppendLimits } from './append-limits.ts';
import { batchDone, batchFailed, type Addressee } from './batch-response.ts';
import {
  batchAccessDenied,
  batchBadRequest,
  batchEventTooLarge,
  batchTimeout,
  batchTooLarge,
  batchUnavailable,
  batchUnknown,
} from './batch-status.ts';
import { createDeadlines, deadlineOf } from './deadlines.ts';
import type { MayAppend } from './may-append.ts';
import { proposedEvent, sizeOf, uuidText } from './proposed-event.ts';

export type ServerBatchAppendCall = grpc.ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** Appends open on one connection, or answers that its client has not read: from here on its requests wait in its socket. */
const MAX_OPEN = 2_000;

export interface BatchSettings {
  readonly limits: AppendLimits;
  readonly room: UnfinishedRoom;
  readonly clock: Clock;
  /** Aborted when the server stops: what is complete is finished, then the connection is let go. */
  readonly draining: AbortSignal;
}

interface OpenAppend {
  readonly to: Addressee;
  readonly stream: string;
  readonly expected: Expected;
  readonly deadline: number;
  readonly events: NewEvent[];
  bytes: number;
  /** Taken of the server's room. */
  held: number;
}

/**
 * Many appends on one connection, each under its correlation id and possibly in several chunks. They are
 * answered as they finish; a failure of one is its own answer and never ends the connection.
 */
export function handleBatchAppend(
  appender: Appender,
  settings: BatchSettings,
  may: MayAppend,
  call: ServerBatchAppendCall,
): void {
  const { maxAppendBytes, maxEventBytes } = settings.limits;
  const { room } = settings;
  const open = new Map<string, OpenAppend>();
  const unanswered = new Map<string, Addressee>();
  let ended = false;
  let draining = settings.draining.aborted;
  const deadlines = createDeadlines(settings.clock, (key) => {
    abandon(key);
    const to = unanswered.get(key);
    if (to) answer(key, batchFailed(to, batchTimeout()));
  });

  function answer(key: string, response: BatchAppendResp): void {
    if (!unanswered.delete(key) || call.destroyed || call.cancelled) return;
    deadlines.remove(key);
    call.write(response);
    flow();
    finishIfDone();
  }

  /** Takes no more requests while too much is open, or while the client does not read what it is answered. */
  function flow(): void {
    const full = unanswered.size >= MAX_OPEN || call.writableLength >= MAX_OPEN;
    if (full && !call.isPaused()) call.pause();
    if (!full && call.isPaused()) call.resume();
  }

  function letGo(append: OpenAppend): void {
    room.give(append.held);
    append.held = 0;
  }

  /** Forgets an append that was not finished. */
  function abandon(key: string): void {
    const append = open.get(key);
    if (append) letGo(append);
    open.delete(key);
  }

  /**
   * A server that stops says so by an error: the official client takes appends that are unanswered at the end of a
   * stream without one to be still under way, for ever.
   */
  function finishIfDone(): void {
    if (unanswered.size > 0 || !(ended || draining)) return;
    release();
    if (ended) call.end();
    else call.emit('error', cancelled('The server is draining; connect again later.'));
  }

  function release(): void {
    for (const key of open.keys()) abandon(key);
    deadlines.close();
    settings.draining.removeEventListener('abort', onDrain);
  }

  function onEnd(): void {
    ended = true;
    finishIfDone();
  }

  /** What is not yet complete is let go: nothing of it was written. */
  function onDrain(): void {
    draining = true;
    for (const key of open.keys()) {
      unanswered.delete(key);
      abandon(key);
    }
    finishIfDone();
  }

  function begin(request: BatchAppendReq, key: string, to: Addressee): OpenAppend | undefined {
    const options = request.getOptions();
    if (!options) return undefined;
    unanswered.set(key, to);
    const stream = streamNameOf(options.getStreamIdentifier());
    const position = options.hasStreamPosition() ? options.getStreamPosition() : undefined;
    const expected = expectedOf(options, position);
    if (expected === undefined) {
      refuse('Expected an expected revision.');
      return;
    }
    if (!may.stream(stream)) {
      answer(key, batchFailed(to, batchAccessDenied()));
      return;
    }
    const deadline = deadlineOf(options, settings.clock);
    const append = { to, stream, expected, deadline, events: [], bytes: 0, held: 0 };
    open.set(key, append);
    deadlines.add(key, deadline);
    return append;

    function refuse(message: string): undefined {
      answer(key, batchFailed(to, batchBadRequest(message)));
    }
  }

  function onRequest(request: BatchAppendReq): void {
    if (draining) return;
    const correlationId = request.getCorrelationId();
    if (!correlationId) return;
    const key = correlationOf(correlationId);
    if (key === undefined) return;
    const stream = request.getOptions()?.getStreamIdentifier();
    try {
      const append = open.get(key) ?? begin(request, key, { correlationId, stream });
      if (append) addTo(append, key, request);
    } catch (error) {
      abandon(key);
      const message = error instanceof Error ? error.message : 'Malformed request.';
      answer(key, batchFailed({ correlationId, stream }, batchBadRequest(message)));
    }
  }

  /** Without one that can be read there is no answer that the client would find: the call ends. */
  function correlationOf(id: UUID): string | undefined {
    try {
      return uuidText(id);
    } catch (error) {
      call.emit('error', error);
      release();
      return undefined;
    }
  }

  function addTo(append: OpenAppend, key: string, request: BatchAppendReq): void {
    const refusal = takeEvents(append, request) ?? refusalOf(append);
    if (refusal) {
      abandon(key);
      answer(key, batchFailed(append.to, refusal));
    } else if (request.getIsFinal()) {
      open.delete(key);
      void perform(append, key);
    }
  }

  function takeEvents(append: OpenAppend, request: BatchAppendReq): Status | undefined {
    for (const message of request.getProposedMessagesList()) {
      const event = proposedEvent(message);
      const size = sizeOf(event);
      if (size > maxEventBytes) return batchEventTooLarge(event.id, size, maxEventBytes);
      if (!may.type(append.stream, event.type)) return batchAccessDenied();
      if (append.events.length === MAX_APPEND_EVENTS)
        return batchBadRequest(`Expected at most ${MAX_APPEND_EVENTS} events in an append.`);
      if (!room.take(size + EVENT_COST)) return batchUnavailable();
      append.held += size + EVENT_COST;
      append.bytes += size;
      append.events.push(event);
      // Looked at with every event, so that no more than the limit is ever held.
      if (append.bytes > maxAppendBytes) return batchTooLarge(maxAppendBytes);
    }
    return undefined;
  }

  function refusalOf({ deadline }: OpenAppend): Status | undefined {
    return deadline <= settings.clock.now() ? batchTimeout() : undefined;
  }

  async function perform(append: OpenAppend, key: string): Promise<void> {
    const { to, stream, expected, events } = append;
    try {
      answer(key, batchDone(to, expected, await appender(stream, expected, events)));
    } catch (error) {
      if (isDwsError(error, 'store-access-denied')) {
        answer(key, batchFailed(to, batchAccessDenied()));
        return;
      }
      const message = isDwsError(error) ? error.message : 'The server failed; its log says why.';
      answer(key, batchFailed(to, batchUnknown(message)));
    } finally {
      letGo(append);
    }
  }

  call.on('data', (request: BatchAppendReq) => {
    onRequest(request);
    flow();
  });
  call.on('drain', flow);
  call.on('end', onEnd);
  call.on('cancelled', release);
  call.on('error', release);
  settings.draining.addEventListener('abort', onDrain);
  if (draining) onDrain();
}
