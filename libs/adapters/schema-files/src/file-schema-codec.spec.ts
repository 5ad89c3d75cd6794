import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SchemaCodec } from '@dws/ports';
import { schemaCodecContract } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSchemaCodec, SCHEMAS_DIRECTORY } from './index.ts';

async function readyCodec(directory?: string): Promise<SchemaCodec> {
  const codec = createFileSchemaCodec(directory === undefined ? {} : { directory });
  await codec.ready();
  return codec;
}

schemaCodecContract('local files', readyCodec.bind(undefined, undefined));

describe('numbers in a folder of its own', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dws-schemas-'));
    await cp(join(SCHEMAS_DIRECTORY, 'ids.json'), join(directory, 'ids.json'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const rewriteIds = async (change: (text: string) => string): Promise<void> => {
    const path = join(directory, 'ids.json');
    await writeFile(path, change(await readFile(path, 'utf8')));
  };

  it('needs ready before the first message', () => {
    expect(() => createFileSchemaCodec({ directory }).encode('ticket.created', {})).toThrow(
      'expected ready()',
    );
  });

  it('refuses a number that stands for another schema', async () => {
    await rewriteIds((text) => text.replace(/"fingerprint": "./, '"fingerprint": "x'));
    await expect(readyCodec(directory)).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('says which file it could not read', async () => {
    await rewriteIds(() => '[');
    await expect(readyCodec(directory)).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(readyCodec(join(directory, 'none'))).rejects.toThrow(join(directory, 'none', 'ids.json'));
  });

  it('reads a version that was frozen before members were added and dropped', async () => {
    const old = {
      type: 'record',
      name: 'OpportunityStalled',
      namespace: 'dws.signals.revenue.v1',
      dws: { type: 'opportunity.stalled', domain: 'revenue', subject: 'opportunityId' },
      fields: [
        { name: 'opportunityId', type: 'string' },
        { name: 'formerNote', type: ['null', 'string'], default: null },
        { name: 'accountId', type: 'string' },
        { name: 'stage', type: 'string' },
        { name: 'daysInactive', type: 'int' },
        { name: 'lastActivityAt', type: { type: 'string', format: 'date-time' } },
      ],
    };
    const folder = join(directory, 'history', 'opportunity.stalled');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '7.avsc'), JSON.stringify(old));
    await rewriteIds((text) =>
      text.replace('[', '[{"id":900,"type":"opportunity.stalled","version":7,"fingerprint":"old"},'),
    );
    // number 900; "O1"; branch 1 "x"; "A1"; "won"; 3 (zigzag 6); the instant, 24 characters (zigzag 48)
    const bytes = Buffer.concat([
      Buffer.from('0000000384', 'hex'),
      Buffer.from('\x04O1\x02\x02x\x04A1\x06won\x06\x302026-03-01T09:30:00.000Z', 'latin1'),
    ]);
    expect((await readyCodec(directory)).decode(bytes)).toEqual({
      type: 'opportunity.stalled',
      value: {
        opportunityId: 'O1',
        accountId: 'A1',
        stage: 'won',
        daysInactive: 3,
        lastActivityAt: '2026-03-01T09:30:00.000Z',
      },
    });
  });
});
