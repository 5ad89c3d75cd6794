import type { Plan, PlannedAction } from '@dws/worker';
import { differences, type Difference } from './difference.ts';

/** How the decision of one plan differs from that of another. */
export interface PlanComparison {
  readonly same: boolean;
  /** Differences besides the actions: outcome, confidence, rationale, missing inputs, findings, memo. */
  readonly decision: readonly Difference[];
  readonly added: readonly PlannedAction[];
  readonly removed: readonly PlannedAction[];
  readonly changed: readonly { readonly kind: string; readonly fields: readonly Difference[] }[];
}

/** Actions are paired by kind, the first of a kind with the first, so that one put in between moves no other. */
export function comparePlans(before: Plan, after: Plan): PlanComparison {
  const { actions: were, ...restBefore } = before;
  const { actions: are, ...restAfter } = after;
  const [old, now] = [byKind(were), byKind(are)];
  const pairs = [...old].flatMap(([key, was]) => {
    const is = now.get(key);
    return is ? [{ kind: was.kind, fields: differences(was, is) }] : [];
  });
  const comparison = {
    decision: differences(restBefore, restAfter),
    added: [...now].flatMap(([key, action]) => (old.has(key) ? [] : [action])),
    removed: [...old].flatMap(([key, action]) => (now.has(key) ? [] : [action])),
    changed: pairs.filter(({ fields }) => fields.length > 0),
  };
  return { same: Object.values(comparison).every((list) => list.length === 0), ...comparison };
}

function byKind(actions: readonly PlannedAction[]): ReadonlyMap<string, PlannedAction> {
  const seen = new Map<string, number>();
  return new Map(
    actions.map((action) => {
      const nth = (seen.get(action.kind) ?? 0) + 1;
      seen.set(action.kind, nth);
      return [`${action.kind} ${nth}`, action];
    }),
  );
}
