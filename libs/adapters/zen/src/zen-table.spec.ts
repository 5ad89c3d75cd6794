import type { TableColumns } from '@dws/ports';
import { describe, expect, it } from 'vitest';
import { zenTable } from './zen-table.ts';

const COLUMNS: TableColumns = {
  inputs: { kind: 'text', confidence: 'number', external: 'boolean' },
  outputs: { decision: 'text', reviewers: 'texts', hours: 'number' },
};

interface Row {
  readonly kind?: string;
  readonly confidence?: string;
  readonly external?: string;
  readonly decision?: string;
  readonly reviewers?: string;
  readonly hours?: string;
  readonly _id?: string;
}

const ANY: Row = { _id: 'any', decision: '"review"', reviewers: '["owner"]', hours: '24' };

function fileOf(rows: readonly Row[], change: object = {}) {
  const columns = (fields: readonly string[]) =>
    fields.map((field) => ({ id: field, field, name: field, type: 'expression' }));
  const content = {
    hitPolicy: 'first',
    inputs: columns(['kind', 'confidence', 'external']),
    outputs: columns(['decision', 'reviewers', 'hours']),
    rules: rows.map((row, index) => ({ ...ANY, _id: `r${index + 1}`, ...row })),
    ...change,
  };
  const position = { x: 0, y: 0 };
  const nodes = [
    { id: 'in', type: 'inputNode', name: 'in', position },
    { id: 'table', type: 'decisionTableNode', name: 'table', position, content },
    { id: 'out', type: 'outputNode', name: 'out', position },
  ];
  const edges = [
    { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
    { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
  ];
  return { name: 'checkpoints.json', text: JSON.stringify({ nodes, edges }) };
}

describe('a decision table', () => {
  const table = zenTable(
    fileOf([
      { kind: '"ticket.route"', confidence: '>= 0.8', decision: '"allow"', reviewers: '[]', hours: '0' },
      { kind: '"message.send", "draft.send"', external: 'true', hours: '8' },
      { confidence: '[0.2..0.5)', reviewers: '["a", "b"]' },
      { kind: '-' },
    ]),
    COLUMNS,
  );

  it.each([
    [{ kind: 'ticket.route', confidence: 0.8, external: false }, 'r1'],
    [{ kind: 'ticket.route', confidence: 0.79, external: false }, 'r4'],
    [{ kind: 'message.send', confidence: 0.9, external: true }, 'r2'],
    [{ kind: 'draft.send', confidence: 0.9, external: true }, 'r2'],
    [{ kind: 'message.send', confidence: 0.9, external: false }, 'r4'],
    [{ kind: 'other', confidence: 0.2, external: false }, 'r3'],
    [{ kind: 'other', confidence: 0.5, external: false }, 'r4'],
  ])('finds for %j the row %s', async (facts, row) => {
    expect((await table.evaluate(facts))?.id).toBe(row);
  });

  it('gives the outputs of the row as values', async () => {
    const row = await table.evaluate({ kind: 'x', confidence: 0.3, external: false });
    expect(row?.output).toEqual({ decision: 'review', reviewers: ['a', 'b'], hours: 24 });
  });

  it('fails when a fact is not given, instead of taking it for a mismatch', async () => {
    await expect(table.evaluate({ kind: 'x', external: false })).rejects.toThrow('confidence');
  });
});

describe('loading a decision table', () => {
  it.each<[string, readonly Row[], object, string]>([
    ['a column that is not known', [{}], { inputs: [{ id: 'mood', field: 'mood' }] }, '"mood" is not known'],
    [
      'a missing output',
      [{}],
      { outputs: [{ id: 'decision', field: 'decision' }] },
      'output reviewers, hours is missing',
    ],
    ['a collecting hit policy', [{}], { hitPolicy: 'collect' }, 'hitPolicy'],
    ['a condition of the wrong type', [{ confidence: '"high"' }, {}], {}, 'row 1 (r1), confidence'],
    ['a condition that is code', [{ kind: 'len($) > 3' }, {}], {}, 'row 1 (r1), kind'],
    ['an empty range', [{ confidence: '[0.9..0.1]' }, {}], {}, 'row 1 (r1), confidence'],
    [
      'a row behind one that covers it',
      [{ kind: '"a", "b"' }, { kind: '"b"', confidence: '> 0.5' }, {}],
      {},
      'row 2 (r2) can never match: row 1 (r1)',
    ],
    [
      'a narrower bound behind a wider one',
      [{ confidence: '> 0.5' }, { confidence: '>= 0.6' }, {}],
      {},
      'row 2 (r2) can never match',
    ],
    ['two rows for everything', [{}, {}], {}, 'row 2 (r2) can never match'],
    ['facts that no row covers', [{ kind: '"a"' }], {}, 'the last row must leave every condition empty'],
    ['an output of the wrong type', [{ hours: '"soon"' }], {}, 'row 1 (r1), hours: expected a number'],
    ['an empty output', [{ decision: '' }], {}, 'row 1 (r1), decision: expected a text, found nothing'],
    ['two rows of one name', [{ kind: '"a"', _id: 'same' }, { _id: 'same' }], {}, '_id of its own'],
  ])('refuses %s', (_, rows, change, message) => {
    expect(() => zenTable(fileOf(rows, change), COLUMNS)).toThrow(message);
  });

  it('takes a wider bound behind a narrower one', () => {
    const rows = [{ confidence: '>= 0.6' }, { confidence: '> 0.5' }, {}];
    expect(zenTable(fileOf(rows), COLUMNS).rows).toHaveLength(3);
  });

  it('refuses what is not JSON, or no single table', () => {
    expect(() => zenTable({ name: 'x.json', text: '{' }, COLUMNS)).toThrow('x.json: not JSON');
    expect(() => zenTable({ name: 'x.json', text: '{"nodes":[],"edges":[]}' }, COLUMNS)).toThrow(
      'expected one input',
    );
  });
});
