import type { LiveCase, ProposalState } from '@dws/case';
import { holdsOneOf, type Person } from '../people/people.ts';

/** Members of a signal's body that name who asked for the work. */
const REQUESTER_FIELDS = ['requester', 'requestedBy', 'requesterId', 'submittedBy'] as const;

/**
 * Why this person may not decide this review, or null. Nobody decides on a case about themselves, on what they
 * asked for, or on their own edit.
 */
export function whyNotReviewer(
  person: Person,
  reviewers: readonly string[],
  { proposal }: ProposalState,
  { signal }: LiveCase,
): string | null {
  if (!holdsOneOf(person, reviewers)) return `${person.id} is none of the reviewers ${reviewers.join(', ')}`;
  const concerned = whyConcerned(person, { proposal }, { signal });
  if (concerned !== null) return concerned;
  if (proposal.editedBy && namesOf(person).has(proposal.editedBy))
    return `${person.id} edited it: another person decides`;
  return null;
}

/** Why the case is this person's own affair, or null. */
export function whyConcerned(
  person: Person,
  { proposal }: Pick<ProposalState, 'proposal'>,
  { signal }: Pick<LiveCase, 'signal'>,
): string | null {
  const names = namesOf(person);
  const is = (text: unknown): boolean => typeof text === 'string' && names.has(text);
  if (is(signal.subject) || is(proposal.customer)) return `the case is about ${person.id}`;
  if (REQUESTER_FIELDS.some((field) => is(signal.body[field]))) return `${person.id} asked for it`;
  return null;
}

function namesOf(person: Person): ReadonlySet<string> {
  return new Set([person.id, ...person.also]);
}
