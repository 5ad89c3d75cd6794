import type { EventFilter, RecordedEvent } from '@dws/ports';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument } from '../rpc-error.ts';
import { linearPattern, type Test } from './linear-pattern.ts';
import { createPacer } from './pacer.ts';

type FilterOptions = ReadReq.Options.FilterOptions;

/** Events considered in one search window where the client names none. */
const DEFAULT_WINDOW = 32;

/** A filter on `$all` as EventStoreDB has it: on stream name or event type, by prefixes or a pattern. */
export interface LogFilter {
  readonly passes: (event: RecordedEvent) => boolean;
  /** What of it the store itself can apply. */
  readonly pushedDown: EventFilter | undefined;
  /** Stream prefixes it is limited to, for access control. */
  readonly streamPrefixes: readonly string[] | undefined;
  /** A checkpoint is due after so many considered events. */
  readonly checkpointInterval: number;
}

/** @throws RpcError INVALID_ARGUMENT for a filter without content or with a malformed pattern. */
export function logFilterOf(options: FilterOptions | undefined): LogFilter | undefined {
  if (!options) return undefined;
  const onStream = options.getStreamIdentifier();
  const expression = onStream ?? options.getEventType();
  if (!expression) throw invalidArgument('Expected a filter on stream name or event type.');
  const textOf = onStream ? (event: RecordedEvent) => event.stream : (event: RecordedEvent) => event.type;
  const window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
  const checkpointInterval = Math.max(1, window * Math.max(1, options.getCheckpointintervalmultiplier()));

  const pattern = expression.getRegex();
  if (pattern !== '') {
    const test = compile(pattern);
    const passes = (event: RecordedEvent): boolean => test(textOf(event));
    const eventTypes = onStream ? undefined : literalAlternatives(pattern);
    const pushedDown = eventTypes && { eventTypes };
    return { passes, pushedDown, streamPrefixes: undefined, checkpointInterval };
  }
  const prefixes = expression.getPrefixList();
  if (prefixes.length === 0) throw invalidArgument('Expected a pattern or at least one prefix.');
  const streamPrefixes = onStream ? prefixes : undefined;
  return {
    passes: (event) => prefixes.some((prefix) => textOf(event).startsWith(prefix)),
    pushedDown: streamPrefixes ? { streamPrefixes } : undefined,
    streamPrefixes,
    checkpointInterval,
  };
}

/** What passes, in order. Rare ones among many take long to find: others have their turn meanwhile. */
export async function passing(
  events: readonly RecordedEvent[],
  passes: (event: RecordedEvent) => boolean,
): Promise<readonly RecordedEvent[]> {
  const pause = createPacer();
  const found: RecordedEvent[] = [];
  for (const event of events) {
    if (passes(event)) found.push(event);
    const others = pause();
    if (others) await others;
  }
  return found;
}

/** The same filter, for the streams that the reader may read. */
export function within(filter: LogFilter, mayRead: (stream: string) => boolean): LogFilter {
  return { ...filter, passes: (event) => filter.passes(event) && mayRead(event.stream) };
}

function compile(pattern: string): Test {
  try {
    return linearPattern(pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'not understood';
    throw invalidArgument(`Expected a regular expression of RE2, found ${JSON.stringify(pattern)}: ${why}.`);
  }
}

/** `["a", "b"]` of `^(?:a|b)$`: how a client asks for exact types, which the store can look up itself. */
function literalAlternatives(pattern: string): readonly string[] | undefined {
  const inner = /^\^\(\?:([\w\-|]+)\)\$$/.exec(pattern)?.[1];
  return inner?.split('|');
}
