import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  gatewayWorld,
  TICKET,
  ticketEvent,
  TRACEPARENT,
  type GatewayWorld,
} from './testing/gateway-world.ts';

const INBOUND = 'inbound.customer-experience.v1';
const DLQ = 'inbound.customer-experience.v1.signal-gateway.dlq';
const SIGNALS = 'signals.customer-experience.v1';
const WITHIN_MS = 2_000;

let world: GatewayWorld;

beforeEach(async () => {
  world = await gatewayWorld();
  await world.gateway.start();
});

afterEach(() => world.gateway.stop());

async function publish(value: Uint8Array | null, headers: Record<string, string> = {}): Promise<void> {
  await world.publish({ topic: INBOUND, key: 't-1', headers, value });
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

async function eventuallyOn(topic: string, count: number) {
  await eventually(`${count} on ${topic}`, WITHIN_MS, async () => (await world.on(topic)).length >= count);
  return world.on(topic);
}

describe('a JSON CloudEvent on an inbound topic becomes a signal', () => {
  it.each([
    ['without any header', ticketEvent(), {}],
    ['in structured mode', ticketEvent(), { 'content-type': 'application/cloudevents+json; charset=UTF-8' }],
    [
      'in binary mode',
      TICKET,
      {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_id: 's-1',
        ce_source: 'urn:test:helpdesk',
        ce_type: 'ticket.created',
        ce_time: '2026-03-02T09:59:30Z',
      },
    ],
  ])('%s', async (_name, body, headers) => {
    await publish(json(body), headers);
    const [record] = await eventuallyOn(SIGNALS, 1);
    expect(record).toMatchObject({
      key: 't-1',
      headers: { ce_id: 's-1', ce_time: '2026-03-02T09:59:30.000Z', traceparent: TRACEPARENT },
    });
    expect(world.decoded(record)).toEqual(TICKET);
    expect(await world.on(DLQ)).toEqual([]);
  });
});

describe('an Avro CloudEvent in binary mode', () => {
  const HEADERS = {
    'content-type': 'application/avro',
    ce_specversion: '1.0',
    ce_id: 's-1',
    ce_source: 'urn:test:helpdesk',
    ce_type: 'ticket.created',
  };

  it('becomes a signal, as one in JSON does', async () => {
    await publish(world.encoded('ticket.created', TICKET), HEADERS);
    const [record] = await eventuallyOn(SIGNALS, 1);
    expect(record).toMatchObject({ key: 't-1', headers: { ce_id: 's-1', ce_source: 'urn:test:helpdesk' } });
    expect(world.decoded(record)).toEqual(TICKET);
  });

  it.each([
    ['no id', TICKET, { ...HEADERS, ce_id: '' }, 'payload-invalid', 'id'],
    ['no header at all', TICKET, {}, 'payload-invalid', 'specversion'],
    [
      'another type in its header',
      TICKET,
      { ...HEADERS, ce_type: 'ticket.reopened' },
      'payload-invalid',
      'bytes are a',
    ],
    ['an empty key', { ...TICKET, ticketId: '' }, HEADERS, 'payload-invalid', 'data.ticketId'],
  ])('is set aside with %s', async (_name, value, headers, code, reason) => {
    await publish(world.encoded('ticket.created', value), headers);
    const [letter] = await eventuallyOn(DLQ, 1);
    expect(letter?.headers['dws_dlq_code']).toBe(code);
    expect(letter?.headers['dws_dlq_reason']).toContain(reason);
  });

  it('that only the platform itself may write is set aside', async () => {
    const headers = { ...HEADERS, ce_type: 'closed' };
    const closed = { outcome: 'completed', summary: 'Done.', at: '2026-03-02T09:59:00.000Z' };
    await publish(world.encoded('closed', closed), headers);
    const [letter] = await eventuallyOn(DLQ, 1);
    expect(letter?.headers['dws_dlq_code']).toBe('signal-type-unknown');
  });
});

describe('what is wrong is set aside with its bytes, and the partition goes on', () => {
  it.each([
    ['no JSON', Buffer.from('{"id":'), 'payload-malformed', 'JSON'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'payload-malformed', 'UTF-8'],
    ['Avro under an unknown number', Buffer.from([0, 0, 0, 0, 7, 2, 65]), 'schema-unknown', '7'],
    ['nothing at all', Buffer.alloc(0), 'payload-', ''],
    ['JSON null', Buffer.from('null'), 'payload-', ''],
    ['a list of no events', Buffer.from('[]'), 'payload-', ''],
    [
      'an unknown type',
      json(ticketEvent({ type: 'ticket.vanished' })),
      'signal-type-unknown',
      'ticket.vanished',
    ],
    [
      'a signal of another domain',
      json(ticketEvent({ type: 'opportunity.stalled' })),
      'signal-wrong-domain',
      'revenue',
    ],
    [
      'a missing field',
      json(ticketEvent({ data: { ...TICKET, text: undefined } })),
      'payload-invalid',
      'data.text',
    ],
    ['no id', json(ticketEvent({ id: undefined })), 'payload-invalid', 'id'],
  ])('%s', async (_name, bytes, code, reason) => {
    await publish(bytes, { 'x-own': 'kept' });
    await publish(json(ticketEvent()));
    const [letter] = await eventuallyOn(DLQ, 1);
    expect(letter).toMatchObject({
      key: 't-1',
      headers: {
        'x-own': 'kept',
        dws_dlq_topic: INBOUND,
        dws_dlq_partition: '0',
        dws_dlq_offset: '0',
        dws_dlq_group: 'signal-gateway',
        dws_dlq_code: expect.stringContaining(code) as string,
        dws_dlq_reason: expect.stringContaining(reason) as string,
      },
    });
    expect(Buffer.from(letter?.value ?? [])).toEqual(bytes);
    const after = await eventuallyOn(SIGNALS, 1);
    expect(after.map(({ headers }) => headers['ce_id'])).toEqual(['s-1']);
  });

  it('a tombstone', async () => {
    await publish(null);
    const [letter] = await eventuallyOn(DLQ, 1);
    expect(letter?.headers).toMatchObject({ dws_dlq_code: 'payload-malformed' });
  });

  it('a record of the greatest length', async () => {
    await publish(Buffer.alloc(999_997, 'x'));
    await publish(json(ticketEvent()));
    const [letter] = await eventuallyOn(DLQ, 1);
    expect(letter?.headers).toMatchObject({ dws_dlq_code: 'payload-malformed', dws_dlq_cut_from: '999997' });
    await eventuallyOn(SIGNALS, 1);
  });
});

it('a signal whose record no topic takes is set aside', async () => {
  // The subject stands once in the JSON, and thrice in the signal: as key, as header and in the value.
  const long = { ...TICKET, ticketId: 'x'.repeat(500), text: 'x'.repeat(998_700) };
  await publish(json(ticketEvent({ data: long })));
  await publish(json(ticketEvent({ id: 'after' })));
  const [letter] = await eventuallyOn(DLQ, 1);
  expect(letter?.headers).toMatchObject({ dws_dlq_code: 'payload-too-large' });
  expect((await eventuallyOn(SIGNALS, 1)).map(({ headers }) => headers['ce_id'])).toEqual(['after']);
});
