import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PerformRequest } from './company.ts';
import { openCompany } from './open-company.ts';

const clock = { now: () => Date.UTC(2026, 2, 2, 9, 30) };

function note(reference: string, changes: Partial<PerformRequest> = {}): PerformRequest {
  return {
    system: 'crm',
    operation: 'account.add-note',
    arguments: { accountId: 'acc-0003', text: 'さくら: renewal talk' },
    reference,
    worker: 'churn-signal',
    caseId: 'case-1',
    digest: `digest-${reference}`,
    expects: [],
    ...changes,
  };
}

describe('a new company', () => {
  const company = openCompany({ seed: 7, clock });
  const accounts = [...company.table('crm', 'account').all()];

  it('has 75 accounts: 12 enterprise, and gaps and second entries as in a real CRM', () => {
    expect(accounts).toHaveLength(75);
    expect(accounts.filter(({ fields }) => fields['tier'] === 'enterprise')).toHaveLength(12);
    expect(accounts.filter(({ fields }) => fields['csm'] === undefined).length).toBeGreaterThan(3);
    const alnoor = company.table('crm', 'account').find({ domains: 'alnoor.example' }, 5);
    expect(alnoor.map(({ id }) => id)).toEqual(['acc-0006', 'acc-0073']);
  });

  it('has 56 days of usage for the 72 first entries, and none for the second ones', () => {
    const usage = [...company.table('analytics', 'usage').all()];
    expect(usage).toHaveLength(72);
    expect(usage[0]?.fields).toMatchObject({ firstDay: '2026-01-05', lastDay: '2026-03-01' });
    expect(usage.every(({ fields }) => (fields['daily'] as number[]).length === 56)).toBe(true);
  });

  it('comes out the same from the same seed, and otherwise from another', () => {
    const recordsOf = (seed: number) => [...openCompany({ seed, clock }).table('crm', 'account').all()];
    expect(recordsOf(7)).toEqual(accounts);
    expect(recordsOf(8)).not.toEqual(accounts);
  });

  it('has invoices that are overdue and channels to post to', () => {
    expect(company.table('billing', 'invoice').find({ status: 'overdue' }, 100)).toHaveLength(15);
    expect(company.table('chat', 'channel').get('customer-success')).toBeDefined();
  });
});

describe('the ledger', () => {
  it('shows a class N write that came twice as a duplicate, and a replayed class K write not', () => {
    const company = openCompany({ seed: 7, clock });
    const post = note('r1', {
      system: 'chat',
      operation: 'message.post',
      arguments: { channel: 'revenue', text: 'hello' },
    });
    company.perform(note('r1'));
    company.perform(note('r1'));
    expect(company.ledger.duplicates()).toEqual([]);
    company.perform(post);
    company.perform(post);
    const twice = { system: 'chat', operation: 'message.post', sequences: [2, 3] };
    expect(company.ledger.duplicates()).toEqual([
      { by: 'reference', value: 'r1', ...twice },
      { by: 'digest', value: 'digest-r1', ...twice },
    ]);
    expect(company.ledger.counts()).toEqual({
      total: 3,
      byOperation: { 'crm/account.add-note': 1, 'chat/message.post': 2 },
      byWorker: { 'churn-signal': 3 },
    });
  });

  it('filters, and pages by sequence', () => {
    const company = openCompany({ seed: 7, clock });
    for (const reference of ['r1', 'r2', 'r3']) company.perform(note(reference));
    const references = (rows: readonly { reference: string | null }[]) => rows.map((row) => row.reference);
    expect(references(company.ledger.rows({ after: 1, limit: 1 }))).toEqual(['r2']);
    expect(references(company.ledger.rows({ digest: 'digest-r3' }))).toEqual(['r3']);
    expect(references(company.ledger.rows({ worker: 'somebody' }))).toEqual([]);
  });

  it('refuses writes at its bound instead of forgetting', () => {
    const company = openCompany({ seed: 7, clock, maxLedgerRows: 1 });
    company.perform(note('r1'));
    expect(() => company.perform(note('r2'))).toThrow('the ledger holds 1 rows');
    expect(company.perform(note('r1')).replayed).toBe(true);
  });

  it('keeps attempts when told to, refused ones too', () => {
    const company = openCompany({ seed: 7, clock, maxAttempts: 2 });
    company.perform(note('r1'));
    company.perform(note('r1'));
    expect(() => company.perform(note('r2', { arguments: { accountId: 'acc-0003' } }))).toThrow('text');
    expect(company.attempts.latest().map(({ outcome }) => outcome)).toEqual(['replayed', 'argument-invalid']);
    expect(company.attempts.counts()).toEqual({ performed: 1, replayed: 1, 'argument-invalid': 1 });
  });
});

describe('a person’s edit', () => {
  it('removes a field by null and the last worker’s signature with it', () => {
    const company = openCompany({ seed: 7, clock });
    company.perform(
      note('r1', {
        operation: 'account.update-health-score',
        arguments: { accountId: 'acc-0001', healthScore: 5 },
      }),
    );
    const { fields } = company.edit('crm', 'account', 'acc-0001', { csm: null, tier: 'business' });
    expect(fields).toMatchObject({ tier: 'business', healthScore: 5 });
    expect(fields).not.toHaveProperty('csm');
    expect(fields).not.toHaveProperty('writtenBy');
    expect(company.ledger.rows({ operation: 'person.edit' })).toMatchObject([{ worker: null, caseId: null }]);
  });
});

describe('a kept company', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dws-sandbox-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('knows after a restart what it has done, and makes no id or version a second time', () => {
    const path = join(folder, 'company.sqlite');
    const before = openCompany({ seed: 7, clock, path });
    const first = before.perform(note('r1'));
    expect(before.nextSignalSequence()).toBe(1);
    before.close();

    const after = openCompany({ seed: 99, clock, path });
    expect(after.state.seed).toBe(7);
    expect(after.perform(note('r1'))).toEqual({ ...first, replayed: true });
    const second = after.perform(note('r2'));
    expect(second.recordId).not.toBe(first.recordId);
    expect(second.version).not.toBe(first.version);
    expect(after.table('crm', 'note').get(first.recordId)?.fields['text']).toBe('さくら: renewal talk');
    expect(after.ledger.size).toBe(2);
    expect(after.nextSignalSequence()).toBe(2);
    after.close();
  });

  it('has one owner', () => {
    const path = join(folder, 'company.sqlite');
    const owner = openCompany({ seed: 7, clock, path });
    expect(() => openCompany({ seed: 7, clock, path })).toThrow('another process owns the sandbox file');
    owner.close();
  });
});
