import type { Work } from '@dws/application';
import type { SystemWriter, WriteReceipt } from '@dws/ports';
import { expect, it } from 'vitest';
import { systemPerformer } from './system-performer.ts';

const WORK = { proposal: { expects: [] }, claim: { reference: 'r-1' } } as unknown as Work;

function answering(answer: WriteReceipt['answer']): SystemWriter {
  return {
    effectClass: () => 'K',
    reversal: () => null,
    write: async () => ({ recordId: 'T-1', version: '2', answer, replayed: false }),
    query: async () => null,
  };
}

it('keeps the answer of the system as it is', async () => {
  const receipt = await systemPerformer(answering({ queue: 'billing' })).perform(WORK, 0);
  expect(receipt).toEqual({ recordId: 'T-1', version: '2', answer: { queue: 'billing' }, replayed: false });
});

it('keeps length and digest of an answer that no case has room for', async () => {
  const receipt = await systemPerformer(answering({ text: 'x'.repeat(65_536) })).perform(WORK, 0);
  // {"text":"…"}: 11 bytes around 65,536.
  expect(receipt.answer).toEqual({
    cutFromBytes: 65_547,
    sha256: expect.stringMatching(/[0-9a-f]{64}$/) as string,
  });
});
