import type { ProposalState } from '@dws/case';
import type { ContextAssembled } from '@dws/contracts';
import type { SystemReader } from '@dws/ports';
import { describe, expect, it } from 'vitest';
import { changesSince } from './freshness.ts';

const REF = { system: 'crm', recordType: 'account', id: 'acc-1', version: 'v1' };
const AT = '2026-03-02T09:00:00.000Z';
const context = {
  records: [{ ...REF, name: 'account', readAt: AT, fields: { tier: 'enterprise' } }],
} as unknown as ContextAssembled;

function standingAt(version: string, tier = 'enterprise'): SystemReader {
  return { read: async () => [{ ...REF, version, readAt: AT, fields: { tier } }] };
}

/** A write of the case on the account that left it at `version`. */
function wrote(version: string, expects: readonly (typeof REF)[]): ProposalState {
  return {
    proposal: { system: 'crm', expects },
    status: {
      at: 'executed',
      outcome: { receipt: { recordId: 'acc-1', version, answer: {}, replayed: false } },
    },
  } as unknown as ProposalState;
}

const changes = (reader: SystemReader, ...proposals: ProposalState[]) =>
  changesSince([REF], { context, proposals }, reader, 0);

describe('what changed since the plan', () => {
  it('is nothing while the version stands', async () => {
    expect(await changes(standingAt('v1'))).toEqual([]);
  });

  it('is the field that somebody changed', async () => {
    expect(await changes(standingAt('v2', 'starter'))).toEqual([
      { record: 'crm/account/acc-1', field: 'tier', before: '"enterprise"', after: '"starter"' },
    ]);
  });

  it("is nothing when the case's own write left the version, insisting on the one before", async () => {
    expect(await changes(standingAt('v2'), wrote('v2', [REF]))).toEqual([]);
  });

  it('is somebody else’s change after the own write', async () => {
    expect(await changes(standingAt('v3'), wrote('v2', [REF]))).toHaveLength(1);
  });

  it('may hide behind an own write that insisted on nothing, so that one does not count', async () => {
    expect(await changes(standingAt('v2'), wrote('v2', []))).toHaveLength(1);
  });
});
