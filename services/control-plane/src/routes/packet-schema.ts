import { z } from 'zod';
import { atLeast } from './at-least.ts';
import { EXAMPLE } from './examples.ts';

const open = z.record(z.string(), z.unknown());

const trigger = atLeast({
  signalType: z.string(),
  source: z.string(),
  id: z.string(),
  subject: z.string(),
  occurredAt: z.string(),
  acceptedAt: z.string(),
  body: open,
  parentCase: z.string().nullable(),
  parentWorker: z.string().nullable(),
});

const action = atLeast({
  kind: z.string(),
  summary: z.string().describe('The action in plain words.'),
  rationale: z.string(),
  system: z.string(),
  operation: z.string(),
  arguments: open.describe('Exactly what will be sent.'),
  customer: z.string(),
  customerTier: z.string(),
  risk: z.string(),
  external: z.boolean().describe('It leaves the company.'),
  value: open.nullable().describe('What it is worth, in minor units of a currency.'),
  editedBy: z.string().nullable(),
});

const fact = atLeast({
  name: z.string(),
  system: z.string(),
  record: z.string(),
  version: z.string(),
  field: z.string(),
  value: z.unknown(),
  readAt: z.string(),
  ageSeconds: z.number(),
});

const change = atLeast({
  record: z.string(),
  field: z.string(),
  before: z.string(),
  after: z.string(),
});

const reason = atLeast({ step: z.string(), code: z.string(), text: z.string() });

/** What `packetOf` gives: everything that a person needs to decide. */
export const packetSchema = atLeast({
  reviewId: z.string(),
  caseId: z.string(),
  worker: z.string(),
  domain: z.string(),
  state: z.string().describe('`open`, or what became of the proposal.'),
  digest: z.string().describe('Name it in a decision: a packet that changed meanwhile is then refused.'),
  why: z.string().describe('Why a person is asked.'),
  reviewers: z.array(z.string()).readonly(),
  openedAt: z.string(),
  dueAt: z.string(),
  expiresAt: z.string(),
  trigger,
  action,
  confidence: z.number().min(0).max(1),
  planRationale: z.string(),
  facts: z.array(fact).describe('Each with its source and its age.'),
  missing: z.array(open).readonly().describe('What the plan would have wanted to know.'),
  findings: z.array(z.unknown()).readonly(),
  gate: atLeast({ reasons: z.array(reason).readonly(), stage: z.string(), policiesHash: z.string() }),
  changedSince: z.array(change).describe('What is other than when this was last shown or planned.'),
  earlierDecisions: z.array(open),
  earlierCases: z.array(open).readonly(),
});

export const packetExample: z.infer<typeof packetSchema> = {
  reviewId: EXAMPLE.reviewId,
  caseId: EXAMPLE.caseId,
  worker: EXAMPLE.worker,
  domain: EXAMPLE.domain,
  state: 'open',
  digest: EXAMPLE.digest,
  why: 'It goes to a customer.',
  reviewers: ['customer-success'],
  openedAt: EXAMPLE.at,
  dueAt: EXAMPLE.later,
  expiresAt: '2026-03-02T09:30:00.000Z',
  trigger: {
    signalType: 'usage.dropped',
    source: EXAMPLE.signal.source,
    id: EXAMPLE.signal.id,
    subject: EXAMPLE.subject,
    occurredAt: EXAMPLE.at,
    acceptedAt: EXAMPLE.at,
    body: { accountId: EXAMPLE.subject, dropPercent: 45 },
    parentCase: null,
    parentWorker: null,
  },
  action: {
    kind: 'message.send',
    summary: 'Send a check-in to the champion of acc-0001.',
    rationale: 'Usage fell by 45 % in 14 days.',
    system: 'email',
    operation: 'message.send',
    arguments: { to: 'champion@customer.example', subject: 'How are things going?', text: 'Hello …' },
    customer: EXAMPLE.subject,
    customerTier: 'strategic',
    risk: 'medium',
    external: true,
    value: null,
    editedBy: null,
  },
  confidence: 0.82,
  planRationale: 'Usage fell by 45 %, and the renewal is 60 days away.',
  facts: [
    {
      name: 'account',
      system: 'crm',
      record: 'account/acc-0001',
      version: 'v3',
      field: 'tier',
      value: 'strategic',
      readAt: EXAMPLE.at,
      ageSeconds: 12,
    },
  ],
  missing: [],
  findings: [],
  gate: {
    reasons: [{ step: 'checkpoint', code: 'external-message', text: 'It goes to a customer.' }],
    stage: 'supervised',
    policiesHash: EXAMPLE.digest,
  },
  changedSince: [],
  earlierDecisions: [],
  earlierCases: [],
};
