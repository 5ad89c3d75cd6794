import { expect, it } from 'vitest';
import { csvLine } from './csv.ts';

const entry = {
  stream: 'worker-a',
  seq: 7,
  type: 'closed',
  at: '',
  by: '',
  caseId: '',
  source: { stream: 's', revision: 0, position: '1/1', id: 'i' },
  hash: 'h',
  data: '{}',
};

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx'])(
  'makes text of a cell that begins as %j',
  (data) => {
    expect(csvLine({ ...entry, data })).toContain(`,"'${data}"\r\n`);
  },
);

it('quotes every cell and doubles quotes', () => {
  expect(csvLine({ ...entry, data: '{"a":"b,c"}' })).toBe(
    '"worker-a","7","","closed","","","s","0","1/1","i","h","{""a"":""b,c""}"\r\n',
  );
});
