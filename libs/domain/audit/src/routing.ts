import { isDomain } from '@dws/kernel';
import { jsonObjectIn, textOf, type SourceMetadata } from './copy-metadata.ts';

/** What routing looks at. `stream` is without the environment's prefix. */
export interface RoutedEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: Uint8Array;
}

/**
 * What the routing of later events rests on: a fold of the log up to an event, so that every recorder, whenever
 * it was started, sends the event to the same trails.
 */
export interface Routing {
  /** Domain of each registered worker. */
  readonly domainOf: ReadonlyMap<string, string>;
  /** Workers that each control order concerns. Orders are given by people: a few a day. */
  readonly workersOf: ReadonlyMap<string, readonly string[]>;
}

export const NO_ROUTING: Routing = { domainOf: new Map(), workersOf: new Map() };

/** The events that `evolveRouting` looks at; all others leave it as it is. */
export const ROUTING_EVENTS = {
  streamPrefixes: ['registry-', 'control'],
  eventTypes: ['worker-registered', 'control-ordered'],
} as const;

export function evolveRouting(routing: Routing, event: RoutedEvent): Routing {
  if (event.type === 'worker-registered' && event.stream.startsWith('registry-')) {
    const domain = textMember(event, 'domain');
    return {
      ...routing,
      domainOf: new Map(routing.domainOf).set(event.stream.slice('registry-'.length), domain),
    };
  }
  if (event.type === 'control-ordered' && event.stream === 'control') {
    const workers = workersOfOrder(event, routing);
    return { ...routing, workersOf: new Map(routing.workersOf).set(textMember(event, 'order'), workers) };
  }
  return routing;
}

/**
 * Workers whose trails the event belongs in. `routing` has already seen the event.
 *
 * An event of a registry or trust stream concerns the worker that the stream names; a control order, the
 * workers in its scope; what later happens to the order, the same ones; any other event, the worker that its
 * metadata names.
 */
export function workersConcerned(
  event: RoutedEvent,
  metadata: SourceMetadata,
  routing: Routing,
): readonly string[] {
  const { stream } = event;
  if (stream.startsWith('case-')) return workerNamed(metadata);
  if (stream === 'control' && event.type === 'control-ordered') return workersOfOrder(event, routing);
  if (stream.startsWith('control-')) {
    return routing.workersOf.get(stream.slice('control-'.length)) ?? workerNamed(metadata);
  }
  if (stream.startsWith('registry-')) return [stream.slice('registry-'.length)];
  if (stream.startsWith('trust-')) return [stream.slice('trust-'.length)];
  return workerNamed(metadata);
}

/**
 * A customer or an action kind may be any worker's, and a grain of a later version is not known here: such
 * orders concern every registered worker, because an order missing from a trail is worse than one too many.
 */
function workersOfOrder(event: RoutedEvent, { domainOf }: Routing): readonly string[] {
  const grain = textMember(event, 'grain');
  const target = textMember(event, 'target');
  const every = [...domainOf.keys()].sort();
  if (grain === 'worker' && target !== '') return [target];
  if (grain === 'domain' && isDomain(target))
    return every.filter((worker) => domainOf.get(worker) === target);
  return every;
}

function workerNamed({ members }: SourceMetadata): readonly string[] {
  const worker = members['worker'];
  return typeof worker === 'string' && worker !== '' ? [worker] : [];
}

function textMember(event: RoutedEvent, name: string): string {
  const value = jsonObjectIn(textOf(event.data))?.[name];
  return typeof value === 'string' ? value : '';
}
