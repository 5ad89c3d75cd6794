import { AvroSchemaParser } from '@asyncapi/avro-schema-parser';
import { Parser } from '@asyncapi/parser';
import { readTopicManifests } from '@dws/contracts/topics';
import { asyncApiOf, topicsPage } from '@dws/topic-description';
import avro from 'avsc';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';

const DOCS = new URL('../../docs/', import.meta.url).pathname;
/** Of a diagnostic: an error or a warning, not advice. */
const WARNING = 1;

interface Document {
  readonly channels: Readonly<Record<string, { readonly messages: Readonly<Record<string, object>> }>>;
  readonly operations: Readonly<Record<string, { readonly action: string }>>;
  readonly components: {
    readonly messages: Readonly<
      Record<
        string,
        {
          readonly headers: { readonly required: readonly string[] };
          readonly payload: { readonly schema: object };
        }
      >
    >;
  };
}

const text = `${JSON.stringify(asyncApiOf(), null, 2)}\n`;
const document = JSON.parse(text) as Document;

async function diagnosed(described: string): Promise<readonly string[]> {
  const parser = new Parser();
  parser.registerSchemaParser(AvroSchemaParser());
  const { diagnostics } = await parser.parse(described);
  return diagnostics
    .filter(({ severity }) => {
      const level: number = severity;
      return level <= WARNING;
    })
    .map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`);
}

describe('the description of the topics', () => {
  it('is valid AsyncAPI 3 by its reference parser', async () => {
    expect(await diagnosed(text)).toEqual([]);
  });

  it('is refused by it where a reference is broken', async () => {
    expect(
      await diagnosed(text.replaceAll('#/channels/inbound.finance.v1', '#/channels/inbound.money.v1')),
    ).not.toEqual([]);
  });

  it('has payloads that an Avro library of others takes', () => {
    const payloads = Object.entries(document.components.messages).filter(([name]) => name.endsWith('avro'));
    expect(payloads.length).toBeGreaterThan(20);
    for (const [, { payload }] of payloads) avro.Type.forSchema(payload.schema as avro.Schema);
  });

  it('has each topic, and dead letters', () => {
    const names = readTopicManifests().manifests.map(({ name }) => name);
    expect(Object.keys(document.channels).toSorted()).toEqual([...names, 'dead-letters'].toSorted());
  });

  it('says what stands on escalations, who writes it and who reads it', () => {
    expect(Object.keys(document.channels['escalations.revenue.v1']?.messages ?? {})).toEqual([
      'escalation-raised.avro',
    ]);
    const about = Object.keys(document.operations).filter((name) => name.endsWith('.escalations.revenue.v1'));
    expect(about).toEqual([
      'escalation-router.send.escalations.revenue.v1',
      'revenue-workers.receive.escalations.revenue.v1',
    ]);
    expect(document.components.messages['escalation-raised.avro']?.headers.required).toEqual([
      'ce_specversion',
      'ce_id',
      'ce_source',
      'ce_type',
      'ce_time',
      'ce_subject',
      'content-type',
      'dws_hops',
      'dws_case',
      'dws_worker',
      'dws_caused_by',
    ]);
  });

  it('takes a signal of others in each of its forms', () => {
    expect(Object.keys(document.channels['inbound.finance.v1']?.messages ?? {})).toEqual([
      'invoice.overdue.structured',
      'invoice.overdue.binary',
      'invoice.overdue.registered-avro',
    ]);
  });

  it('is the one in docs/api', async () => {
    await expect(text).toMatchFileSnapshot(`${DOCS}api/asyncapi.json`);
  });

  it('is what docs/topics.md says', async () => {
    const page = await format(topicsPage(), { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
    await expect(page).toMatchFileSnapshot(`${DOCS}topics.md`);
  });
});
