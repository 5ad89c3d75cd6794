import type { SeedRecord } from './seed-record.ts';

const CHANNELS: Readonly<Record<string, string>> = {
  'customer-success': 'Accounts that need somebody today',
  revenue: 'Deals, renewals and risks',
  support: 'Queues and hand-overs',
  'support-billing': 'Invoices and payments',
  finance: 'Receivables and disputes',
  leadership: 'What leadership should know',
};

export const seedChannels: readonly SeedRecord[] = Object.entries(CHANNELS).map(([id, topic]) => ({
  system: 'chat',
  recordType: 'channel',
  id,
  fields: { channel: id, topic },
}));
