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
  const names = new Set([person.id, ...person.also]);
  const is = (text: unknown): boolean => typeof text === 'string' && names.has(text);
  if (is(signal.subject) || is(proposal.customer)) return `the case is about ${person.id}`;
  if (REQUESTER_FIELDS.some((field) => is(signal.body[field]))) return `${person.id} asked for it`;
  if (is(proposal.editedBy)) return `${person.id} edited it: another person decides`;
  return null;
}
