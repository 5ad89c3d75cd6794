import { comparePositions, START, type Position } from '@dws/kernel';
import { END, type EventFilter, type ReadOptions } from '@dws/ports';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { shared, streams } from './stubs.ts';

type Options = ReadReq.Options;
type FilterOptions = ReadReq.Options.FilterOptions;

const EVERYTHING = String(Number.MAX_SAFE_INTEGER);
const FORWARDS = streams.ReadReq.Options.ReadDirection.FORWARDS;
const BACKWARDS = streams.ReadReq.Options.ReadDirection.BACKWARDS;

/** Inclusive of `from`, as the port has it. */
export function streamRequest(stream: string, { from, direction = 'forwards', limit }: ReadOptions): ReadReq {
  const target = new streams.ReadReq.Options.StreamOptions();
  target.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')));
  if (from !== undefined) target.setRevision(String(from));
  else if (direction === 'forwards') target.setStart(new shared.Empty());
  else target.setEnd(new shared.Empty());
  const options = common().setStream(target).setNoFilter(new shared.Empty());
  options.setReadDirection(direction === 'forwards' ? FORWARDS : BACKWARDS);
  return requestOf(options.setCount(limit === undefined ? EVERYTHING : String(limit)));
}

/** Inclusive of `from`: a server reads `$all` from a position on, so the caller drops what it has. */
export function logForwardsRequest(from: Position, limit: number, filter?: EventFilter): ReadReq {
  const options = common().setAll(allFrom(from)).setReadDirection(FORWARDS).setCount(String(limit));
  return requestOf(withFilter(options, filter, READING));
}

/** Exclusive of `before`. */
export function logBackwardsRequest(
  before: Position | typeof END,
  limit: number,
  filter?: EventFilter,
): ReadReq {
  const all =
    before === END ? new streams.ReadReq.Options.AllOptions().setEnd(new shared.Empty()) : allFrom(before);
  const options = common().setAll(all).setReadDirection(BACKWARDS).setCount(String(limit));
  return requestOf(withFilter(options, filter, READING));
}

/** Exclusive of `after`. With a filter it asks for a checkpoint at every event that is left out. */
export function subscriptionRequest(after: Position, filter?: EventFilter): ReadReq {
  const options = common().setAll(allFrom(after)).setReadDirection(FORWARDS);
  options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
  return requestOf(withFilter(options, filter, FOLLOWING));
}

function common(): Options {
  const uuid = new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty());
  return new streams.ReadReq.Options().setUuidOption(uuid);
}

function allFrom(position: Position): ReadReq.Options.AllOptions {
  const all = new streams.ReadReq.Options.AllOptions();
  if (comparePositions(position, START) <= 0) return all.setStart(new shared.Empty());
  const at = new streams.ReadReq.Options.Position();
  at.setCommitPosition(String(position.commit));
  at.setPreparePosition(String(position.prepare));
  return all.setPosition(at);
}

/** Looks through as many events at once as the server likes. */
const READING = (options: FilterOptions): FilterOptions => options.setCount(new shared.Empty());
/** Reports every event it passes over, so that a follower's position keeps up with the log's end. */
const FOLLOWING = (options: FilterOptions): FilterOptions => options.setMax(1);

/**
 * The protocol filters on stream names or on event types, not on both: with both, the server is asked for the
 * streams and the adapter looks at the types.
 */
function withFilter(
  options: Options,
  filter: EventFilter | undefined,
  mode: (options: FilterOptions) => FilterOptions,
): Options {
  const { streamPrefixes, eventTypes } = filter ?? {};
  if (!streamPrefixes && !eventTypes) return options.setNoFilter(new shared.Empty());
  const wanted = mode(new streams.ReadReq.Options.FilterOptions().setCheckpointintervalmultiplier(1));
  if (streamPrefixes) {
    wanted.setStreamIdentifier(expression().setPrefixList([...streamPrefixes]));
  } else {
    wanted.setEventType(expression().setRegex(exactly(eventTypes ?? [])));
  }
  return options.setFilter(wanted);
}

function expression(): ReadReq.Options.FilterOptions.Expression {
  return new streams.ReadReq.Options.FilterOptions.Expression();
}

/** A pattern because the protocol's prefixes would let `claimed-again` through for `claimed`. */
function exactly(types: readonly string[]): string {
  const escaped = types.map((type) => type.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return `^(?:${escaped.join('|')})$`;
}

function requestOf(options: Options): ReadReq {
  return new streams.ReadReq().setOptions(options);
}
