import type { Clock } from '@dws/kernel';
import type { EventStore } from '@dws/ports';
import type { Authorize } from '../../access/authorize.ts';
import type { LiveFeed } from '../../feed/live-feed.ts';
import type { StreamStates } from '../../streams/stream-states.ts';

/** What serving a Read rests on. */
export interface ReadContext {
  readonly store: EventStore;
  readonly feed: LiveFeed;
  readonly states: StreamStates;
  readonly authorize: Authorize;
  readonly clock: Clock;
}
