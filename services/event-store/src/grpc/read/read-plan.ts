import type { Position } from '@dws/kernel';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { UuidForm } from '../../wire/encode-read-event.ts';
import { invalidArgument } from '../rpc-error.ts';
import { streams } from '../stubs.ts';
import { streamNameOf } from '../stream-name.ts';
import { logFilterOf, type LogFilter } from './log-filter.ts';

/** What a Read request asks for, out of the stubs' accessors. */
export interface ReadPlan {
  readonly target:
    | { readonly kind: 'stream'; readonly stream: string; readonly from: number | 'start' | 'end' }
    | {
        readonly kind: 'log';
        readonly from: Position | 'start' | 'end';
        readonly filter: LogFilter | undefined;
      };
  readonly direction: 'forwards' | 'backwards';
  /** Most events wanted; `undefined` for a subscription, which never ends. */
  readonly count: number | undefined;
  readonly uuidForm: UuidForm;
}

/** @throws RpcError INVALID_ARGUMENT for what the server does not understand. */
export function readPlanOf(request: ReadReq): ReadPlan {
  const options = request.getOptions();
  if (!options) throw invalidArgument('Expected read options.');
  const direction =
    options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS ? 'backwards' : 'forwards';
  const count = options.hasSubscription() ? undefined : Number(options.getCount());
  if (count === undefined && direction === 'backwards') {
    throw invalidArgument('Expected a subscription forwards, found backwards.');
  }
  const uuidForm = options.getUuidOption()?.hasStructured() ? 'structured' : 'string';
  return { target: targetOf(options), direction, count, uuidForm };
}

function targetOf(options: ReadReq.Options): ReadPlan['target'] {
  const stream = options.getStream();
  if (stream) {
    if (options.getFilter()) throw invalidArgument('Expected no filter on a stream, found one.');
    const from = stream.hasRevision() ? Number(stream.getRevision()) : stream.hasEnd() ? 'end' : 'start';
    return { kind: 'stream', stream: streamNameOf(stream.getStreamIdentifier()), from };
  }
  const all = options.getAll();
  if (!all) throw invalidArgument('Expected a stream or $all.');
  const position = all.getPosition();
  const from = position
    ? { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) }
    : all.hasEnd()
      ? 'end'
      : 'start';
  return { kind: 'log', from, filter: logFilterOf(options.getFilter()) };
}
