import type { LiveCase } from '@dws/case';
import { findProposal } from '@dws/case';
import type { ActionProposal } from '@dws/contracts';
import type { JsonValue } from '@dws/kernel';

/**
 * What the policies look at. Everything else about a proposal, above all its arguments and its case, is held by
 * the digest and cannot change the verdict, so that verdicts can be remembered by these facts.
 */
export interface GateFacts {
  readonly worker: string;
  /** Version that planned. */
  readonly workerVersion: string;
  readonly domain: string;
  readonly actionKind: string;
  readonly system: string;
  readonly operation: string;
  readonly risk: string;
  readonly external: boolean;
  readonly meaningful: boolean;
  /** 0 to 1 in steps of 0.01, rounded down. */
  readonly confidence: number;
  readonly customerTier: string;
  /** Minor units; 0 where no money is at stake. */
  readonly valueMinor: number;
  /** Empty where no money is at stake. */
  readonly currency: string;
  /** Category the action names, such as a ticket's; empty where none. */
  readonly category: string;
  /** Escalation path, for `escalate`. */
  readonly path: string;
  /** Fields that an update names, in alphabetical order: some belong to people alone. */
  readonly fields: readonly string[];
  readonly edit: EditFacts | null;
}

/** A person wrote the arguments: may they count as the approver? */
export interface EditFacts {
  readonly editor: string;
  /** Who could decide the review in which the edit was made. */
  readonly reviewers: readonly string[];
  /** People the action is about, for or paid to. */
  readonly concerned: readonly string[];
}

/** Members of the arguments that may name a person the action is about. */
const NAMES_A_PERSON = [
  'requester',
  'requesterEmail',
  'payee',
  'author',
  'employee',
  'employeeId',
  'candidate',
];

export function gateFacts(proposal: ActionProposal, state: LiveCase): GateFacts {
  const { worker, domain, actionKind, system, operation, risk, external, meaningful } = proposal;
  return {
    worker,
    workerVersion: state.plan?.workerVersion ?? '',
    domain,
    actionKind,
    system,
    operation,
    risk,
    external,
    meaningful,
    confidence: floorConfidence(proposal.confidence),
    customerTier: proposal.customerTier,
    valueMinor: proposal.value?.amountMinor ?? 0,
    currency: proposal.value?.currency ?? '',
    category: textOf(proposal.arguments['category']),
    path: actionKind === 'escalate' ? textOf(proposal.arguments['path']) : '',
    fields: fieldsOf(proposal.arguments['fields']),
    edit: editFacts(proposal, state),
  };
}

/** Two decimals, down: never more confident than planned. The tolerance keeps 0.29 from becoming 0.28. */
export function floorConfidence(confidence: number): number {
  return Math.floor(confidence * 100 + 1e-9) / 100;
}

function editFacts(proposal: ActionProposal, state: LiveCase): EditFacts | null {
  if (proposal.origin !== 'edit') return null;
  const original = proposal.editedFrom ? findProposal(state, proposal.editedFrom) : undefined;
  const reviewers = original?.status.at === 'edited' ? original.status.gate.reviewers : [];
  const named = NAMES_A_PERSON.map((name) => textOf(proposal.arguments[name]));
  const concerned = [proposal.subject, ...named].filter((name) => name !== '');
  return { editor: proposal.editedBy ?? '', reviewers, concerned };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function fieldsOf(value: JsonValue | undefined): readonly string[] {
  const named = typeof value === 'object' && value !== null && !Array.isArray(value);
  return named ? Object.keys(value).toSorted() : [];
}

/** Text that is the same for the same facts and for no others. */
export function factsKey(facts: GateFacts): string {
  const { edit, ...rest } = facts;
  const text = JSON.stringify(Object.values(rest));
  return edit ? text + JSON.stringify([edit.editor, edit.reviewers, edit.concerned]) : text;
}
