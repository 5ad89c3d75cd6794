import type { Domain } from '@dws/kernel';

/** A governed way for one domain's signal to become another domain's action; approved by the owners of both. */
export interface EscalationPath {
  readonly id: string;
  /** The condition, in plain words. */
  readonly trigger: string;
  readonly fromDomain: Domain;
  readonly toDomain: Domain;
  /** Who answers for it in the receiving domain. */
  readonly owner: string;
  /** Names of the facts that are carried over; nothing else crosses. */
  readonly context: readonly string[];
  /** Action kinds the receiver may take. */
  readonly permittedActions: readonly string[];
  /** `stage` or `always-review`; where it and the maturity stage differ, the stricter holds. */
  readonly reviewRule: 'stage' | 'always-review';
  /** When it counts as done, in plain words. */
  readonly completion: string;
  readonly deadlineHours: number;
  /** Who gets it when it fails or is late. */
  readonly failureOwner: string;
  /** Owners who approved it, one of each domain. */
  readonly approvedBy: readonly { readonly domain: Domain; readonly owner: string }[];
}

/** Why a path may not be used, or null. */
export function pathFlaw(path: EscalationPath): string | null {
  for (const domain of [path.fromDomain, path.toDomain]) {
    if (!path.approvedBy.some((approval) => approval.domain === domain))
      return `no owner of ${domain} has approved ${path.id}`;
  }
  return null;
}
