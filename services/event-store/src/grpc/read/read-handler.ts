import { randomUUID } from 'node:crypto';
import type { EventStore } from '@dws/ports';
import type { LiveFeed } from '../../feed/live-feed.ts';
import { mayReadAll, mayReadStream, type Identity } from '../../access/identity.ts';
import { accessDenied } from '../rpc-error.ts';
import { follow } from './follow.ts';
import { logFollower } from './follow-log.ts';
import { streamFollower } from './follow-stream.ts';
import { confirmation } from './messages.ts';
import { readCallOf, type ReadCall, type ServerReadCall } from './read-call.ts';
import { readLogBackwards, readLogForwards } from './read-log.ts';
import { readPlanOf, type ReadPlan } from './read-plan.ts';
import { readStream } from './read-stream.ts';

/** Serves one Read: a page of a stream or of `$all` in either direction, or a subscription to one of them. */
export async function handleRead(
  store: EventStore,
  feed: LiveFeed,
  identity: Identity,
  serverCall: ServerReadCall,
): Promise<void> {
  const plan = readPlanOf(serverCall.request);
  assertMayRead(identity, plan);
  const call = readCallOf(serverCall, plan.uuidForm, plan.target.kind === 'log');
  if (plan.count === undefined) return subscribe(store, feed, call, plan);
  const { target, direction, count } = plan;
  if (target.kind === 'stream') return readStream(store, call, { ...target, direction, count });
  const read = direction === 'forwards' ? readLogForwards : readLogBackwards;
  return read(store, call, { ...target, count });
}

async function subscribe(
  store: EventStore,
  feed: LiveFeed,
  call: ReadCall,
  { target }: ReadPlan,
): Promise<void> {
  const follower =
    target.kind === 'stream'
      ? await streamFollower(store, call, target.stream, target.from)
      : await logFollower(store, call, target.from, target.filter);
  await call.send(confirmation(randomUUID()));
  await follow(call, feed, follower);
}

function assertMayRead(identity: Identity, { target }: ReadPlan): void {
  const allowed =
    target.kind === 'stream'
      ? mayReadStream(identity, target.stream)
      : mayReadAll(identity, target.filter?.streamPrefixes);
  if (!allowed) throw accessDenied();
}
