import { instantOf } from '@dws/kernel';
import { DAY_MS } from '../calendar.ts';
import type { Dice } from './dice.ts';
import { seedId, type SeedRecord } from './seed-record.ts';
import { TICKET_CATEGORIES, TICKET_TEXTS } from './ticket-texts.ts';

export const TICKETS = 60;
export const CHANNELS = ['email', 'web', 'chat', 'phone'] as const;

export interface TicketWords {
  readonly subject: string;
  readonly text: string;
}

/** A customer's question: its text, and the beginning of it as the subject. */
export function ticketWords(dice: Dice): TicketWords {
  const text = dice.pick(TICKET_TEXTS[dice.pick(TICKET_CATEGORIES)] ?? []);
  return { text, subject: text.split(' ').slice(0, 6).join(' ') };
}

export function seedTickets(dice: Dice, now: number, contacts: readonly SeedRecord[]): readonly SeedRecord[] {
  return Array.from({ length: TICKETS }, (_, at) => {
    const id = seedId('tic', at + 1);
    const contact = dice.pick(contacts);
    const fields = {
      ticketId: id,
      accountId: contact.fields['accountId'] ?? null,
      requesterEmail: contact.fields['email'] ?? null,
      ...ticketWords(dice),
      channel: dice.pick(CHANNELS),
      status: dice.pick(['open', 'solved', 'solved']),
      createdAt: instantOf(now - dice.int(1, 40) * DAY_MS),
    };
    return { system: 'helpdesk', recordType: 'ticket', id, fields };
  });
}
