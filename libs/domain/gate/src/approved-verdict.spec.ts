import { describe, expect, it } from 'vitest';
import { approvedVerdict, limitsTold } from './approved-verdict.ts';

describe('an approval', () => {
  it('amounts to an allow by that person, at the stage at which they were asked', () => {
    expect(approvedVerdict({ mode: 'live', stage: 'supervised' }, { reviewer: 'ada' })).toEqual({
      result: 'allow',
      mode: 'live',
      stage: 'supervised',
      reasons: [{ step: 'approval', code: 'approved', text: 'ada approved it' }],
      why: '',
      reviewers: [],
      deadlineHours: 0,
    });
  });

  it('knows of the limits that the packet named, and of no others', () => {
    const reasons = [
      { step: 'checkpoint', code: 'mails', text: 'a row of that name' },
      { step: 'limit', code: 'tasks', text: 'the daily limit tasks is reached' },
    ];
    expect([...limitsTold({ reasons })]).toEqual(['tasks']);
    expect(limitsTold({ reasons: [] }).size).toBe(0);
  });
});
