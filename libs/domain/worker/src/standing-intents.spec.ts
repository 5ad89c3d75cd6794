import type { LiveCase } from '@dws/case';
import { describe, expect, it } from 'vitest';
import { standingIntents } from './standing-intents.ts';

const proposal = (proposalId: string, actionKind: string, at: string) => ({
  proposal: { proposalId, actionKind, arguments: {} },
  status: { at },
});

describe('what a later plan of a case does not repeat', () => {
  it('is what was done, and what is under way or in doubt, whose end is still to come', () => {
    const proposals = [
      proposal('p1', 'task.create', 'executed'),
      proposal('p2', 'message.send', 'claimed'),
      proposal('p3', 'chat.notify', 'in-doubt'),
      proposal('p4', 'crm.add-note', 'failed'),
      proposal('p5', 'draft.save', 'superseded'),
    ];
    const state = { phase: 'accepted', proposals } as unknown as LiveCase;
    expect([...standingIntents(state)]).toEqual([
      ['task.create', null],
      ['message.send', 'p2'],
      ['chat.notify', 'p3'],
    ]);
  });

  it('is nothing before there is a case', () => {
    expect(standingIntents({ phase: 'none' }).size).toBe(0);
  });
});
