import { z } from 'zod';
import { existing, operation } from '../operation.ts';
import { stated } from '../stated.ts';

const text = z.string().min(1).max(20_000);
const id = z.string().min(1).max(200);
const label = z.string().min(1).max(100);

export const helpdeskOperations = [
  operation({
    name: 'ticket.route',
    effectClass: 'K',
    summary: 'Put a ticket in a queue with its category, urgency and sentiment.',
    arguments: z.strictObject({
      ticketId: id,
      queue: label,
      category: label,
      urgency: label,
      sentiment: label,
      confidence: z.number().min(0).max(1).optional(),
    }),
    apply({ ticketId, ...route }, view) {
      // A ticket's signal may arrive before the helpdesk's own copy (other channels, imports): routing opens it.
      const fields = view.find('ticket', ticketId)?.fields ?? {
        ticketId,
        openedByRouting: true,
        createdAt: view.now,
      };
      return {
        recordType: 'ticket',
        id: ticketId,
        fields: stated({ ...fields, ...route, status: 'routed', routedAt: view.now }),
        answer: { ticketId, queue: route.queue },
      };
    },
  }),
  operation({
    name: 'ticket.add-note',
    effectClass: 'K',
    summary: 'Attach an internal note to a ticket.',
    arguments: z.strictObject({ ticketId: id, text }),
    apply(args, view) {
      existing(view, 'ticket', args.ticketId);
      const noteId = view.newId('note');
      return {
        recordType: 'note',
        id: noteId,
        fields: { ...args, visibility: 'internal', createdAt: view.now },
        answer: { noteId, ticketId: args.ticketId },
      };
    },
  }),
  operation({
    name: 'ticket.create',
    effectClass: 'K',
    summary: 'Open a ticket.',
    arguments: z.strictObject({
      subject: text,
      text,
      requesterEmail: z.email().optional(),
      accountId: id.optional(),
      channel: label.optional(),
      queue: label.optional(),
      category: label.optional(),
      urgency: label.optional(),
    }),
    apply(args, view) {
      const ticketId = view.newId('ticket');
      return {
        recordType: 'ticket',
        id: ticketId,
        fields: stated({ channel: 'internal', ...args, status: 'open', createdAt: view.now }),
        answer: { ticketId },
      };
    },
  }),
];
