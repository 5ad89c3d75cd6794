import { z } from 'zod';
import { atLeast } from './at-least.ts';
import { EXAMPLE } from './examples.ts';

const trailEntry = atLeast({
  stream: z.string(),
  seq: z.number().describe('Place in the trail, from 0.'),
  type: z.string().describe('Event type.'),
  at: z.string(),
  by: z.string().describe('Service that wrote it.'),
  caseId: z.string().describe('Empty where it belongs to none.'),
  source: atLeast({
    stream: z.string(),
    revision: z.number(),
    position: z.string(),
    id: z.string(),
  }),
  hash: z.string(),
  data: z.string().describe('Data of the event as text; base64 where it is not UTF-8.'),
});

export const trailPage = atLeast({
  entries: z.array(trailEntry).readonly().describe('Newest first within a trail, one trail after the other.'),
  next: z
    .string()
    .nullable()
    .describe('Pass it as `after`; null at the end. A page may be short, even empty, and not the last.'),
}).meta({
  examples: [
    {
      entries: [
        {
          stream: 'worker-churn-signal',
          seq: 41,
          type: 'review-decided',
          at: EXAMPLE.at,
          by: 'control-plane',
          caseId: EXAMPLE.caseId,
          source: {
            stream: `case-${EXAMPLE.caseId}`,
            revision: 6,
            position: '812/812',
            id: EXAMPLE.proposalId,
          },
          hash: EXAMPLE.digest,
          data: '{"verdict":"approve"}',
        },
      ],
      next: 'worker-churn-signal@40',
    },
  ],
});

const finding = atLeast({
  problem: z.string().describe('A problem of docs/audit-format.md.'),
  stream: z.string(),
  at: z.number().describe('First bad place, from 0.'),
  detail: z.string().describe('What was expected and what was found.'),
});

export const trailVerdict = atLeast({
  stream: z.string(),
  ok: z.boolean(),
  findings: z.array(finding).readonly().describe('First first.'),
  count: z.number().describe('Events that were found sound.'),
  head: atLeast({ stream: z.string(), seq: z.number(), hash: z.string() }),
  sealedTo: z.number().describe('Last place that a good seal vouches for; -1 where none does.'),
  seals: z.number(),
}).meta({
  examples: [
    {
      stream: 'worker-churn-signal',
      ok: false,
      findings: [
        {
          problem: 'altered',
          stream: 'worker-churn-signal',
          at: 17,
          detail: 'the hash of place 17 does not follow from its content',
        },
      ],
      count: 17,
      head: { stream: 'worker-churn-signal', seq: 16, hash: EXAMPLE.digest },
      sealedTo: -1,
      seals: 1,
    },
  ],
});
