import type { Verdict } from '../api/reviews.ts';

/** Why a person decided as they did; the codes are counted, so the lists stay short. The first is the default. */
export const REASON_CODES: Readonly<
  Record<Verdict, readonly { readonly code: string; readonly says: string }[]>
> = {
  approve: [
    { code: 'as-proposed', says: 'right as proposed' },
    { code: 'good-enough', says: 'good enough' },
  ],
  edit: [
    { code: 'wrong-tone', says: 'wrong tone' },
    { code: 'wrong-fact', says: 'a fact is wrong' },
    { code: 'incomplete', says: 'something is missing' },
    { code: 'wrong-argument', says: 'another argument' },
    { code: 'other', says: 'other, see the comment' },
  ],
  reject: [
    { code: 'not-needed', says: 'not needed' },
    { code: 'wrong-action', says: 'the wrong action' },
    { code: 'wrong-fact', says: 'rests on a wrong fact' },
    { code: 'wrong-tone', says: 'wrong tone' },
    { code: 'wrong-time', says: 'the wrong time' },
    { code: 'wrong-receiver', says: 'the wrong receiver' },
    { code: 'against-policy', says: 'against policy' },
    { code: 'other', says: 'other, see the comment' },
  ],
};
