import { instantOf, deterministicId, type Clock } from '@dws/kernel';
import type { Company } from '../company.ts';
import { dice } from '../seed/dice.ts';
import type { Happen, HappeningChoice } from './happening.ts';
import { invoiceOverdue } from './invoice-overdue.ts';
import { opportunityStalled } from './opportunity-stalled.ts';
import type { Signal, SignalType } from './signal.ts';
import { ticketCreated } from './ticket-created.ts';
import { usageDropped, usageRecovered } from './usage-changed.ts';

const HAPPENINGS: Readonly<Record<SignalType, Happen>> = {
  'ticket.created': ticketCreated,
  'usage.dropped': usageDropped,
  'usage.recovered': usageRecovered,
  'opportunity.stalled': opportunityStalled,
  'invoice.overdue': invoiceOverdue,
};

/** Of a hundred signals: most are tickets, as in a real company. */
const MIX: readonly (readonly [upTo: number, type: SignalType])[] = [
  [60, 'ticket.created'],
  [75, 'usage.dropped'],
  [83, 'usage.recovered'],
  [93, 'opportunity.stalled'],
  [100, 'invoice.overdue'],
];

/** Largest number of companies' signals before two sequences could roll the same dice. */
const SEQUENCES_PER_SEED = 1_000_003;

export interface SignalSource {
  /** Lets the next thing happen, and tells of it. */
  next(): Signal;
  /** Lets this happen. `undefined` where there is nothing that it could happen to. */
  emit(type: SignalType, choice?: HappeningChoice): Signal | undefined;
}

/**
 * What goes on in a company. Ids come from the seed, the company's opening and the signal's sequence number:
 * they come out the same in a repeated run, and a new company never repeats the ids of an earlier one with other
 * contents.
 */
export function signalSource(company: Company, clock: Clock): SignalSource {
  const happen = (sequence: number, type: SignalType, choice: HappeningChoice): Signal | undefined => {
    const { seed, openedAt } = company.state;
    const now = clock.now();
    const happening = HAPPENINGS[type](company, dice(seed * SEQUENCES_PER_SEED + sequence), choice, now);
    if (happening === undefined) return undefined;
    return {
      specversion: '1.0',
      id: deterministicId('sandbox-signal', String(seed), openedAt, String(sequence)),
      source: `urn:dws:sandbox:${happening.system}`,
      type,
      subject: happening.subject,
      time: instantOf(now),
      datacontenttype: 'application/json',
      data: happening.data,
    };
  };

  return {
    next() {
      const sequence = company.nextSignalSequence();
      const roll = dice(company.state.seed * SEQUENCES_PER_SEED - sequence).int(1, 100);
      const type = MIX.find(([upTo]) => roll <= upTo)?.[1] ?? 'ticket.created';
      // Nothing has dropped yet, or everything has: a ticket can always come in.
      const signal = happen(sequence, type, {}) ?? happen(sequence, 'ticket.created', {});
      if (signal === undefined) throw new Error('expected a company with contacts, found none');
      return signal;
    },
    emit: (type, choice = {}) => happen(company.nextSignalSequence(), type, choice),
  };
}
