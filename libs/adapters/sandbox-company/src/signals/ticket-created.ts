import { instantOf } from '@dws/kernel';
import { CHANNELS, ticketWords } from '../seed/tickets.ts';
import { stated } from '../stated.ts';
import type { Happen } from './happening.ts';

/** A customer writes. One in ten comes from an address that no contact has, without an account. */
export const ticketCreated: Happen = (company, dice, choice, now) => {
  const contacts = company.table('crm', 'contact');
  const candidates =
    choice.accountId === undefined
      ? [...contacts.all()]
      : contacts.find({ accountId: choice.accountId }, contacts.size);
  if (candidates.length === 0) return undefined;
  const contact = dice.pick(candidates);
  const stranger = choice.accountId === undefined && dice.chance(10);
  const words = ticketWords(dice);
  const ticketId = `tic-s${company.state.signalSequence}`;
  const data = stated({
    ticketId,
    accountId: stranger ? undefined : contact.fields['accountId'],
    requesterEmail: stranger ? 'somebody@elsewhere.example' : contact.fields['email'],
    ...(choice.text === undefined ? words : { subject: choice.text.slice(0, 60), text: choice.text }),
    channel: dice.pick(CHANNELS),
    createdAt: instantOf(now),
  });
  company.put('helpdesk', 'ticket', ticketId, { ...data, status: 'open' });
  return { system: 'helpdesk', subject: ticketId, data };
};
