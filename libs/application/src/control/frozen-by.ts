import type { Frozen } from '@dws/contracts';
import type { StandingOrder } from '@dws/control';
import type { Instant } from '@dws/kernel';

/** What a case records when this order takes hold of it: the order's own scope, so that no more is held than it says. */
export function frozenBy({ order, revision }: StandingOrder, at: Instant): Frozen {
  const { order: id, kind, grain, target } = order;
  return { order: id, kind, orderRevision: revision, grain, target, at };
}
