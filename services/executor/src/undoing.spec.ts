import type { JsonObject } from '@dws/kernel';
import type { Reversal } from '@dws/ports';
import { describe, expect, it } from 'vitest';
import { undoingOf } from './undoing.ts';

const action = { system: 'crm', operation: 'score.set', arguments: { accountId: 'acc-1', score: 38 } };
const receipt = { recordId: 'acc-1', version: 'v7', answer: { previous: 71 } as JsonObject, replayed: false };
const writer = (reversal: Reversal | null) => ({
  effectClass: (_: string, operation: string) => (operation === 'score.restore' ? 'Q' : 'K'),
  reversal: () => reversal,
});
const restore: Reversal = {
  operation: 'score.restore',
  recordType: 'account',
  arguments: { id: 'recordId', account: 'arguments.accountId', score: 'answer.previous' },
};

describe('the write that undoes another', () => {
  it('is what the description of the system says, told what the first one was sent and answered', () => {
    expect(undoingOf(action, receipt, writer(restore))).toEqual({
      operation: 'score.restore',
      arguments: { id: 'acc-1', account: 'acc-1', score: 71 },
      effectClass: 'Q',
      expects: [{ system: 'crm', recordType: 'account', id: 'acc-1', version: 'v7' }],
    });
  });

  it('is none where the system names none, or did not answer what it needs', () => {
    expect(undoingOf(action, receipt, writer(null))).toBeNull();
    expect(undoingOf(action, { ...receipt, answer: {} }, writer(restore))).toBeNull();
  });

  it('insists on no version where a person said what was written', () => {
    const settled = { ...receipt, version: '' };
    expect(undoingOf(action, settled, writer(restore))?.expects).toEqual([]);
  });
});
