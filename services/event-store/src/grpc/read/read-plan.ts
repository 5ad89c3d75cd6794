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
  /** Give the event that a link points to, together with the link. */
  readonly resolveLinks: boolean;
  /** Say where the stream ends after a read of it, as newer clients ask for. */
  readonly tellsLastRevision: boolean;
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
  return {
    target: targetOf(options),
    direction,
    count,
    uuidForm,
    resolveLinks: options.getResolveLinks(),
    tellsLastRevision: (options.getControlOption()?.getCompatibility() ?? 0) >= 1,
  };
}

function targetOf(options: ReadReq.Options): ReadPlan['target'] {
  const stream = options.getStream();
  if (stream) {
    if (options.getFilter()) throw invalidArgument('Expected no filter on a stream, found one.');
    const from = stream.hasRevision() ? revisionOf(stream.getRevision()) : stream.hasEnd() ? 'end' : 'start';
    return { kind: 'stream', stream: streamNameOf(stream.getStreamIdentifier()), from };
  }
  const all = options.getAll();
  if (!all) throw invalidArgument('Expected a stream or $all.');
  const position = all.getPosition();
  const from = position
    ? positionOf(position.getCommitPosition(), position.getPreparePosition())
    : all.hasEnd()
      ? 'end'
      : 'start';
  return { kind: 'log', from, filter: logFilterOf(options.getFilter()) };
}

/** The largest unsigned number stands for the end. */
const END_NUMBER = 2n ** 64n - 1n;
const LARGEST = 2n ** 63n - 1n;

function revisionOf(text: string): number | 'end' {
  const revision = BigInt(text);
  if (revision === END_NUMBER) return 'end';
  if (revision > LARGEST) throw invalidArgument(`Expected a revision of at most ${LARGEST}, found ${text}.`);
  return Number(revision);
}

function positionOf(commitText: string, prepareText: string): Position | 'end' {
  const position = { commit: BigInt(commitText), prepare: BigInt(prepareText) };
  if (position.commit === END_NUMBER && position.prepare === END_NUMBER) return 'end';
  if (position.commit > LARGEST || position.prepare > position.commit) {
    throw invalidArgument('Trying to read from an invalid position.');
  }
  return position;
}
