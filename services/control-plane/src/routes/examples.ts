/** Values that the description shows. They belong together: one case, from its signal to a person's decision. */
export const EXAMPLE = {
  caseId: '6f1d0a3e-5c1b-5a57-9d0e-0e8a4c1f6b21',
  reviewId: '0d3a8e52-7c43-5d0a-8a66-3f6d0a9f9d10',
  proposalId: '1f0b6a54-2c9e-5f0c-9f43-7a51c7a3ad11',
  escalationId: '9a4a2c0e-4e63-5c8e-bb0a-0d7c5b9a2f33',
  order: '7d1f4a52-8f8c-4c0f-9a55-5a1f1f2f7a10',
  digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  worker: 'churn-signal',
  domain: 'customer-experience',
  subject: 'acc-0001',
  person: 'erin',
  signal: { source: 'urn:sandbox:product-analytics', id: 'usage-17' },
  at: '2026-03-01T09:30:00.000Z',
  later: '2026-03-01T11:30:00.000Z',
} as const;
