import { isNext, isSettled, type CaseModel, type ProposalModel } from '@dws/simulator';

/** Steps at which a proposal waits for a person's word. */
const A_PERSONS: ReadonlySet<string> = new Set(['under-review', 'in-doubt', 'reversal-in-doubt']);

/** Why a case is neither closed nor waiting for a person, or null where it is. */
export function unrestOf(found: CaseModel): string | null {
  const { stream, signal, phase, holds, proposals } = found;
  const why = (what: string): string => `${stream} (${signal.worker}, ${signal.signalType}) ${what}`;
  if (phase === 'closed') return null;
  const [order] = holds.keys();
  if (order !== undefined) return why(`is held by order ${order}, which was resumed`);
  if (phase === 'accepted') return why('is not planned');
  const entries = [...proposals.values()];
  const moving = entries.find((entry) => !rests(entry, found));
  if (moving) return why(`has a proposal (${moving.proposal.operation}) that is ${moving.step}`);
  return entries.some(({ step }) => A_PERSONS.has(step)) ? null : why('is open, and nobody is asked');
}

function rests(entry: ProposalModel, found: CaseModel): boolean {
  if (isSettled(entry) || A_PERSONS.has(entry.step)) return true;
  // It comes after something that waits for a person.
  return (entry.step === 'proposed' || entry.step === 'allowed') && !isNext(entry, found);
}
