import type { PlannedAction } from '@dws/worker';
import { recordOf, textFact } from '@dws/worker';
import { share, type Destination } from './destination.ts';
import type { TicketInput } from './plan.ts';
import type { Reading, Ticket } from './reading.ts';

export interface RouteRequest {
  readonly input: TicketInput;
  readonly ticket: Ticket;
  readonly reading: Reading;
  readonly destination: Destination;
  readonly urgency: string;
  readonly rationale: string;
}

/** The route, and for a person the likeliest categories as a note that says they are guesses. */
export function routeActions(request: RouteRequest): readonly PlannedAction[] {
  const { input, ticket, reading, destination, urgency, rationale } = request;
  const { queue, category, toPerson, confidence } = destination;
  const tier = textFact(input.context, 'account', 'tier');
  const common = {
    rationale,
    confidence,
    ...(ticket.accountId === undefined ? {} : { customer: ticket.accountId }),
    ...(tier === undefined ? {} : { customerTier: tier }),
  };
  const route: PlannedAction = {
    ...common,
    kind: toPerson ? 'helpdesk.hand-to-person' : 'helpdesk.route-ticket',
    arguments: {
      ticketId: ticket.ticketId,
      queue,
      category,
      urgency,
      sentiment: reading.sentiment.label,
      ...(toPerson ? {} : { confidence }),
    },
    summary: `Put ticket ${ticket.ticketId} in the queue ${queue} as ${category}, urgency ${urgency}`,
    ...(recordOf(input.context, 'ticket') ? { expects: ['ticket'] } : {}),
  };
  const note = toPerson ? noteFor(reading, destination) : null;
  if (note === null) return [route];
  return [
    route,
    {
      ...common,
      kind: 'helpdesk.add-note',
      arguments: { ticketId: ticket.ticketId, text: note },
      summary: `Note on ticket ${ticket.ticketId} why a person is asked`,
      after: [0],
    },
  ];
}

function noteFor({ classification }: Reading, { because }: Destination): string {
  const guesses = classification?.top.filter(({ probability }) => probability > 0) ?? [];
  if (guesses.length === 0) return because;
  const list = guesses.map(
    ({ label, probability }) => `${label} (${(share(probability) * 100).toFixed(1)} %)`,
  );
  return `${because} Guesses of the model, none of them certain enough: ${list.join(', ')}.`;
}
