import type { EntityUidJson, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';

/** What a policy's head asks of principal, action and resource. Where it asks for more than this, it is `any`. */
export interface PolicyHead {
  readonly principal: HeadTerm;
  readonly action: HeadTerm;
  readonly resource: HeadTerm;
}

export type HeadTerm =
  | { readonly asks: 'any' }
  | { readonly asks: 'type'; readonly type: string }
  | { readonly asks: 'one'; readonly type: string; readonly id: string };

export interface Named {
  readonly type: string;
  readonly id: string;
}

const ANY: HeadTerm = { asks: 'any' };

export function headOf({ principal, action, resource }: PolicyJson): PolicyHead {
  return { principal: termOf(principal), action: termOf(action), resource: termOf(resource) };
}

function termOf(
  constraint: PolicyJson['principal'] | PolicyJson['action'] | PolicyJson['resource'],
): HeadTerm {
  if (constraint.op === '==' && 'entity' in constraint) return { asks: 'one', ...named(constraint.entity) };
  if (constraint.op === 'is' && constraint.in === undefined)
    return { asks: 'type', type: constraint.entity_type };
  return ANY;
}

function named(entity: EntityUidJson): Named {
  return '__entity' in entity ? entity.__entity : entity;
}

/** Whether the head can match: false only where Cedar itself would pass the policy over. */
export function mayMatch(head: PolicyHead, principal: Named, action: Named, resource: Named): boolean {
  return fits(head.principal, principal) && fits(head.action, action) && fits(head.resource, resource);
}

function fits(term: HeadTerm, { type, id }: Named): boolean {
  if (term.asks === 'any') return true;
  return term.type === type && (term.asks === 'type' || term.id === id);
}
