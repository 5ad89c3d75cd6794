import { z } from 'zod';
import { facts } from '../shell/table.ts';

const group = z.looseObject({ count: z.number(), caseIds: z.array(z.string()) });

/** What a control order came to. */
export const orderAnswer = z.looseObject({
  order: z.string(),
  kind: z.string(),
  grain: z.string(),
  target: z.string(),
  by: z.string(),
  at: z.string(),
  completedAt: z.string().nullable(),
  acknowledged: z.array(z.looseObject({ point: z.string() })),
  fenced: z.array(z.string()),
  waitingFor: z.array(z.string()),
  frozen: z.number(),
  cases: z.looseObject({ affected: group, completed: group, inFlight: group, pending: group }),
});

export type OrderAnswer = z.infer<typeof orderAnswer>;

export function orderText(answer: OrderAnswer): string {
  const { cases } = answer;
  const target = answer.target === '' ? '' : ` ${answer.target}`;
  const said = [
    ['order', answer.order],
    ['says', `${answer.kind} ${answer.grain}${target}, by ${answer.by}`],
    ['in force', answer.completedAt ?? `not yet: waits for ${answer.waitingFor.join(', ')}`],
  ] as const;
  // Nobody has to answer before work may go on, so nobody was silent.
  if (answer.kind === 'resume') return facts(said);
  return facts([
    ...said,
    ['answered by', answer.acknowledged.map(({ point }) => point).join(', ') || 'nobody'],
    [
      'silent',
      answer.fenced.length === 0 ? 'none' : `${answer.fenced.join(', ')}: ${answer.frozen} cases frozen`,
    ],
    ['cases affected', cases.affected.count],
    ['completed before', cases.completed.count],
    ['in flight', cases.inFlight.count],
    ['pending', cases.pending.count],
  ]);
}
