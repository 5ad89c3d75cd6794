import type { Reason } from '@dws/contracts';
import { instructionsIn, type TextModel } from '@dws/text';
import { recordOf, sayable, textFact, type Plan, type PlanFunction, type PlanInput } from '@dws/worker';
import { whyHighValue } from '../../policy/high-value.ts';
import { destinationOf } from './destination.ts';
import { asCorrected } from './corrections.ts';
import { readTicket, ticketOf, wordingOf, type Reading } from './reading.ts';
import { routeActions } from './route-actions.ts';
import type { TicketTables } from './tables.ts';
import { raised, type Raise } from './urgency.ts';

export type TicketInput = PlanInput<TicketTables, TextModel | null>;

/** Reads a ticket, says what it is about as far as it may, and routes it: to its queue, or to a person. */
export const plan: PlanFunction<TicketTables, TextModel | null> = (input) => {
  const ticket = ticketOf(input.signal);
  const wording = wordingOf(ticket);
  const findings = findingsIn(wording);
  const standing = textFact(input.context, 'ticket', 'status');
  if (isSettled(input, standing)) return leaveAlone(standing ?? '', findings);

  const reading = readTicket(wording, input.model, input.tables.routing.legalPhrases);
  const raises = raisesOf(input, reading);
  const urgency = raised(reading.urgency.level, raises);
  const destination = asCorrected(
    destinationOf(reading.classification, input.tables.routing),
    input.memory,
    input.tables.routing,
  );
  const rationale = [
    destination.because,
    urgencySentence(reading, urgency, raises),
    `The customer sounds ${reading.sentiment.label}.`,
    ...earlierSentence(input),
  ].join(' ');

  return {
    outcome: destination.toPerson ? 'ask-person' : 'act',
    confidence: destination.confidence,
    rationale,
    actions: routeActions({ input, ticket, reading, destination, urgency, rationale }),
    missingInputs: input.context.missing.filter(({ reason }) => reason === 'unavailable'),
    findings,
    memo: { category: destination.category, queue: destination.queue, urgency },
  };
};

/** A new ticket that somebody settled meanwhile. A reopened one is open again, whatever its record still says. */
function isSettled({ signal, tables }: TicketInput, status: string | undefined): boolean {
  return (
    signal.type === 'ticket.created' && status !== undefined && tables.routing.leaveAlone.includes(status)
  );
}

function leaveAlone(status: string, findings: readonly Reason[]): Plan {
  const rationale = `The helpdesk shows the ticket as ${status}: somebody has dealt with it.`;
  return {
    outcome: 'nothing-to-do',
    confidence: 1,
    rationale,
    actions: [],
    missingInputs: [],
    findings,
    memo: {},
  };
}

/** What a ticket says is data. Words that speak to a machine are written down and change nothing. */
function findingsIn(wording: string): readonly Reason[] {
  return instructionsIn(wording).map((phrase) => ({
    step: 'plan',
    code: 'instruction-in-text',
    text: `The ticket says "${phrase}"; a ticket instructs nobody, so nothing was changed by it.`,
  }));
}

function raisesOf({ signal, context, tables }: TicketInput, { sentiment, legal }: Reading): readonly Raise[] {
  const { angryBelow, atLeast, stepsUp } = tables.routing;
  const account = recordOf(context, 'account');
  const highValue = account ? whyHighValue(account.fields, tables.highValue) : null;
  return [
    ...(sentiment.score <= angryBelow ? [{ because: 'the customer is angry', atLeast: atLeast.angry }] : []),
    ...(legal.length > 0
      ? [{ because: `it is a legal matter ("${legal.join('", "')}")`, atLeast: atLeast.legal }]
      : []),
    ...(highValue === null
      ? []
      : [{ because: `the account is of high value (${highValue})`, steps: stepsUp.highValue }]),
    ...(signal.type === 'ticket.reopened' ? [{ because: 'it was reopened', steps: stepsUp.reopened }] : []),
  ];
}

function urgencySentence({ urgency: said }: Reading, urgency: string, raises: readonly Raise[]): string {
  const cues = said.cues.map(({ cue }) => `"${cue}"`).join(', ');
  const words = cues === '' ? `its words say ${said.level}` : `its words say ${said.level} (${cues})`;
  return `Urgency ${urgency}: ${[words, ...raises.map(({ because }) => because)].join('; ')}.`;
}

function earlierSentence({ context }: TicketInput): string[] {
  for (const { memo } of context.earlier) {
    const [queue, category] = [sayable(memo['queue']), sayable(memo['category'])];
    if (queue !== undefined && category !== undefined)
      return [`Before, it went to ${queue} as ${category}; this takes its place.`];
  }
  return [];
}
