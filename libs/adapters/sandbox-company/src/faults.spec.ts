import { describe, expect, it } from 'vitest';
import { Faults } from './faults.ts';

const read = { system: 'crm', recordType: 'account' };
const write = { system: 'crm', operation: 'task.create' };

describe('told faults', () => {
  it('meet as many requests as told, then are over', () => {
    const faults = new Faults({ now: () => 0 });
    faults.tell({ system: 'crm', kind: '500', times: 2 });
    expect([faults.take(read)?.kind, faults.take(write)?.kind, faults.take(read)]).toEqual([
      '500',
      '500',
      undefined,
    ]);
    expect(faults.list()).toEqual([]);
  });

  it('meet only what they are told for', () => {
    const faults = new Faults({ now: () => 0 });
    faults.tell({ system: 'crm', operation: 'task.create', kind: 'down' });
    expect(faults.take(read)).toBeUndefined();
    expect(faults.take({ system: 'crm', operation: 'account.add-note' })).toBeUndefined();
    expect(faults.take({ system: 'helpdesk', operation: 'task.create' })).toBeUndefined();
    expect(faults.take(write)?.kind).toBe('down');
  });

  it('end at their moment', () => {
    let now = 999;
    const faults = new Faults({ now: () => now });
    faults.tell({ system: 'crm', kind: '429', until: 1000 });
    expect(faults.take(read)?.kind).toBe('429');
    now = 1000;
    expect(faults.take(read)).toBeUndefined();
  });

  it('add their delays to what else goes wrong', () => {
    const faults = new Faults({ now: () => 0 });
    faults.tell({ system: 'crm', kind: 'latency', ms: 30 });
    faults.tell({ system: 'crm', kind: 'latency', ms: 12 });
    faults.tell({ system: 'crm', kind: '429', ms: 2000, times: 1 });
    expect(faults.take(read)).toEqual({ delayMs: 42, kind: '429', retryAfterMs: 2000 });
    expect(faults.take(read)).toEqual({ delayMs: 42, kind: undefined, retryAfterMs: undefined });
  });

  it('are withdrawn one by one or all', () => {
    const faults = new Faults({ now: () => 0 });
    const first = faults.tell({ system: 'crm', kind: '500' });
    faults.tell({ system: 'chat', kind: '500' });
    expect(faults.withdraw(first.id)).toBe(1);
    expect(faults.take(read)).toBeUndefined();
    expect(faults.withdraw()).toBe(1);
  });
});
