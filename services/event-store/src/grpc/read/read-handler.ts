import { randomUUID } from 'node:crypto';
import type { Identity } from '../../access/identity.ts';
import { ALL_STREAM } from '../../streams/system-names.ts';
import { accessDenied } from '../rpc-error.ts';
import { follow } from './follow.ts';
import { logFollower } from './follow-log.ts';
import { streamFollower } from './follow-stream.ts';
import { within } from './log-filter.ts';
import { confirmation } from './messages.ts';
import { readCallOf, type ReadCall, type ServerReadCall } from './read-call.ts';
import type { ReadContext } from './read-context.ts';
import { readLogBackwards, readLogForwards } from './read-log.ts';
import { readPlanOf, type ReadPlan } from './read-plan.ts';
import { readStream } from './read-stream.ts';
import { createResolveLink } from './resolve-link.ts';

/** Serves one Read: a page of a stream or of `$all` in either direction, or a subscription to one of them. */
export async function handleRead(
  context: ReadContext,
  identity: Identity,
  serverCall: ServerReadCall,
): Promise<void> {
  const { store, states, authorize, clock } = context;
  const mayRead = (stream: string): boolean => authorize(identity, 'read', stream);
  const asked = readPlanOf(serverCall.request);
  const plan = { ...asked, target: allowedPart(asked.target, mayRead) };
  const resolveLink = createResolveLink({ store, states, now: () => clock.now(), mayRead });
  const call = readCallOf(serverCall, {
    uuidForm: plan.uuidForm,
    states,
    resolveLink: plan.resolveLinks ? resolveLink : undefined,
  });
  if (plan.count === undefined) return subscribe(context, call, plan.target);
  const { target, direction, count, tellsLastRevision } = plan;
  if (target.kind === 'stream') {
    return readStream(context, call, { ...target, direction, count, tellsLastRevision });
  }
  const read = direction === 'forwards' ? readLogForwards : readLogBackwards;
  return read(store, call, { ...target, count });
}

async function subscribe(context: ReadContext, call: ReadCall, target: ReadPlan['target']): Promise<void> {
  const follower =
    target.kind === 'stream'
      ? await streamFollower(context, call, target.stream, target.from)
      : await logFollower(context.store, call, target.from, target.filter);
  await call.send(confirmation(randomUUID()));
  await follow(call, context.feed, follower);
}

/**
 * `$all` is for who may read everything; others may ask for a part of it by stream prefixes that they may read, and
 * are given of that what the streams' own ACLs leave to them.
 */
function allowedPart(target: ReadPlan['target'], mayRead: (stream: string) => boolean): ReadPlan['target'] {
  if (target.kind === 'stream') {
    if (!mayRead(target.stream)) throw accessDenied();
    return target;
  }
  if (mayRead(ALL_STREAM)) return target;
  const { filter } = target;
  const prefixes = filter?.streamPrefixes ?? [];
  if (!filter || prefixes.length === 0 || !prefixes.every(mayRead)) throw accessDenied();
  return { ...target, filter: within(filter, mayRead) };
}
