import { z } from 'zod';
import { atLeast } from './at-least.ts';
import { escalationItem } from '../escalations/escalation-view.ts';
import { caseItem } from './schemas.ts';

const timelineItem = z.object({
  id: z.string().describe('UUIDv5 of stream, revision and data.'),
  revision: z.number().describe('Place in the case’s stream, from 0.'),
  type: z.string().describe('Event type: a schema of schemas/events.'),
  at: z.string(),
  by: z.string().describe('Service that wrote it.'),
  traceparent: z.string().nullable(),
  data: z.unknown().describe('As the event’s schema says.'),
});

/** A case from its signal to its outcome. */
export const caseTimeline = atLeast({
  caseId: z.string(),
  revision: z.number().describe('Of its last event.'),
  summary: caseItem.optional().describe('Left out where the index no longer holds the case.'),
  state: atLeast({ phase: z.string() }).describe('Everything folded so far.'),
  timeline: z.array(timelineItem).describe('Oldest first.'),
  escalations: z.array(escalationItem).describe('Hand-overs that it sent or took up.'),
  linked: z.object({
    parent: z
      .union([caseItem, z.string()])
      .nullable()
      .describe('The id alone where the index does not hold it.'),
    children: z.array(caseItem),
  }),
});
