import type { TicketCreated, TicketReopened } from '@dws/contracts';
import {
  classify,
  sentimentOf,
  urgencyOf,
  wordsOf,
  type Classification,
  type Sentiment,
  type TextModel,
  type Urgency,
} from '@dws/text';
import type { SignalView } from '@dws/worker';

export type Ticket = TicketCreated | TicketReopened;

/** What the words of a ticket say. */
export interface Reading {
  /** Null where there is no model: then nothing is said about the category. */
  readonly classification: Classification | null;
  readonly urgency: Urgency;
  readonly sentiment: Sentiment;
  /** Phrases that make it a legal matter. */
  readonly legal: readonly string[];
}

export function ticketOf({ body }: SignalView): Ticket {
  // Checked against its schema where it came in.
  return body as unknown as Ticket;
}

/** Subject and text; a subject that only repeats the beginning of the text adds nothing. */
export function wordingOf({ subject, text }: Ticket): string {
  return subject === undefined || text.startsWith(subject) ? text : `${subject}\n${text}`;
}

export function readTicket(
  wording: string,
  model: TextModel | null,
  legalPhrases: readonly string[],
): Reading {
  const words = ` ${wordsOf(wording).join(' ')} `;
  return {
    classification: model && classify(model, wording),
    urgency: urgencyOf(wording),
    sentiment: sentimentOf(wording),
    legal: legalPhrases.filter((phrase) => words.includes(` ${phrase} `)),
  };
}
