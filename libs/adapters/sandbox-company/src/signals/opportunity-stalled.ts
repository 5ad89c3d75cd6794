import { instantOf } from '@dws/kernel';
import { DAY_MS } from '../calendar.ts';
import type { Happen } from './happening.ts';

/** Nobody has moved an opportunity for weeks. */
export const opportunityStalled: Happen = (company, dice, choice, now) => {
  const opportunities = company.table('crm', 'opportunity');
  const candidates =
    choice.accountId === undefined
      ? [...opportunities.all()]
      : opportunities.find({ accountId: choice.accountId }, opportunities.size);
  if (candidates.length === 0) return undefined;
  const { id, fields } = dice.pick(candidates);
  const daysInactive = dice.int(15, 60);
  const lastActivityAt = instantOf(now - daysInactive * DAY_MS);
  company.put('crm', 'opportunity', id, { ...fields, lastActivityAt });
  const data = {
    opportunityId: id,
    accountId: fields['accountId'] ?? null,
    stage: fields['stage'] ?? null,
    daysInactive,
    lastActivityAt,
  };
  return { system: 'crm', subject: id, data };
};
