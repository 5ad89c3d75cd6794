import { describe, expect, it } from 'vitest';
import {
  gatewayWorld,
  TICKET,
  ticketEvent,
  TRACEPARENT,
  type GatewayWorld,
} from './testing/gateway-world.ts';

const SIGNALS = 'signals.customer-experience.v1';
const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

async function post(
  { gateway }: GatewayWorld,
  body: unknown,
  type = STRUCTURED,
  url = '/v1/events',
  headers: Record<string, string> = {},
) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await gateway.server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': type, ...headers },
    payload,
  });
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json<unknown>() };
}

describe('a CloudEvent', () => {
  it('in structured mode becomes one Avro record of its subject, and is answered with its place', async () => {
    const world = await gatewayWorld();
    const answer = await post(world, ticketEvent());
    expect(answer).toMatchObject({
      status: 202,
      body: {
        accepted: [{ id: 's-1', source: 'urn:test:helpdesk', topic: SIGNALS, partition: 0, offset: '0' }],
      },
    });
    const [record, ...more] = await world.on(SIGNALS);
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      key: 't-1',
      headers: {
        ce_specversion: '1.0',
        ce_id: 's-1',
        ce_source: 'urn:test:helpdesk',
        ce_type: 'ticket.created',
        ce_time: '2026-03-02T09:59:30.000Z',
        ce_subject: 't-1',
        'content-type': 'application/avro',
        traceparent: TRACEPARENT,
        dws_hops: '0',
      },
    });
    expect(world.decoded(record)).toEqual(TICKET);
  });

  it('in binary mode is the same; a trace context of its own is kept', async () => {
    const world = await gatewayWorld();
    const own = '00-11111111111111111111111111111111-2222222222222222-01';
    const answer = await post(world, TICKET, 'application/json', '/v1/events', {
      'ce-specversion': '1.0',
      'ce-id': 's-2',
      'ce-source': 'urn:test:helpdesk',
      'ce-type': 'ticket.created',
      'ce-traceparent': own,
    });
    expect(answer.status).toBe(202);
    const [record] = await world.on(SIGNALS);
    expect(record?.headers).toMatchObject({
      ce_id: 's-2',
      ce_time: '2026-03-02T10:00:00.000Z',
      traceparent: own,
    });
    expect(world.decoded(record)).toEqual(TICKET);
  });

  it('may name its domain in the address', async () => {
    const world = await gatewayWorld();
    const at = (domain: string) =>
      post(world, ticketEvent(), STRUCTURED, `/v1/domains/${domain}/events`).then(({ status }) => status);
    expect([await at('customer-experience'), await at('revenue'), await at('nowhere')]).toEqual([
      202, 422, 404,
    ]);
    expect(await world.on(SIGNALS)).toHaveLength(1);
  });
});

describe('a batch', () => {
  it('keeps its order', async () => {
    const world = await gatewayWorld();
    const events = ['a', 'b', 'c'].map((id) => ticketEvent({ id }));
    const answer = await post(world, events, BATCH);
    expect(answer).toMatchObject({
      status: 202,
      body: { accepted: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
    });
    const records = await world.on(SIGNALS);
    expect(records.map(({ headers }) => headers['ce_id'])).toEqual(['a', 'b', 'c']);
  });

  it('is taken whole or not at all, and names each place and field that is wrong', async () => {
    const world = await gatewayWorld();
    const events = [
      ticketEvent(),
      ticketEvent({ id: 's-2', type: 'ticket.vanished' }),
      ticketEvent({ id: 's-3', data: { ...TICKET, channel: 7 } }),
    ];
    const answer = await post(world, events, BATCH);
    expect(answer).toMatchObject({
      status: 422,
      type: expect.stringContaining('application/problem+json') as string,
      body: {
        status: 422,
        errors: [
          { code: 'signal-type-unknown', index: 1 },
          { code: 'payload-invalid', field: 'data.channel', index: 2 },
        ],
      },
    });
    expect(await world.on(SIGNALS)).toEqual([]);
  });

  it.each([
    ['nothing', [], 422],
    ['1,001 events', Array.from({ length: 1_001 }, (_, at) => ticketEvent({ id: `s-${at}` })), 422],
    ['1,000 events', Array.from({ length: 1_000 }, (_, at) => ticketEvent({ id: `s-${at}` })), 202],
  ])('of %s', async (_name, events, status) => {
    expect((await post(await gatewayWorld(), events, BATCH)).status).toBe(status);
  });
});

describe('what is wrong is refused by problem+json', () => {
  const { text: _, ...withoutText } = TICKET;
  it.each([
    ['no JSON', '{"id":', STRUCTURED, 400, 'payload-malformed', undefined],
    [
      'a body of another kind',
      'a=b',
      'application/x-www-form-urlencoded',
      400,
      'payload-malformed',
      undefined,
    ],
    ['JSON that is no CloudEvent', TICKET, 'application/json', 400, 'payload-malformed', undefined],
    ['no id', ticketEvent({ id: undefined }), STRUCTURED, 422, 'payload-invalid', 'id'],
    ['an empty source', ticketEvent({ source: '' }), STRUCTURED, 422, 'payload-invalid', 'source'],
    [
      'another version',
      ticketEvent({ specversion: '0.3' }),
      STRUCTURED,
      422,
      'payload-invalid',
      'specversion',
    ],
    [
      'an id of 513 characters',
      ticketEvent({ id: 'x'.repeat(513) }),
      STRUCTURED,
      422,
      'payload-invalid',
      'id',
    ],
    ['a time that is none', ticketEvent({ time: 'yesterday' }), STRUCTURED, 422, 'payload-invalid', 'time'],
    [
      'an unknown type',
      ticketEvent({ type: 'ticket.vanished' }),
      STRUCTURED,
      422,
      'signal-type-unknown',
      undefined,
    ],
    [
      'hops that are no number',
      ticketEvent({ dwshops: 'many' }),
      STRUCTURED,
      422,
      'payload-invalid',
      'dwshops',
    ],
    [
      'data that is no JSON',
      ticketEvent({ data_base64: 'AAAA' }),
      STRUCTURED,
      422,
      'payload-invalid',
      'data_base64',
    ],
    ['a list that is no batch', [ticketEvent()], STRUCTURED, 400, 'payload-malformed', undefined],
    [
      'a subject of 513 characters',
      ticketEvent({ data: { ...TICKET, ticketId: 'x'.repeat(513) } }),
      STRUCTURED,
      422,
      'payload-invalid',
      'data.ticketId',
    ],
    ['no data', ticketEvent({ data: undefined }), STRUCTURED, 422, 'payload-invalid', 'data'],
    ['a missing field', ticketEvent({ data: withoutText }), STRUCTURED, 422, 'payload-invalid', 'data.text'],
    [
      'a field too many',
      ticketEvent({ data: { ...TICKET, label: 'x' } }),
      STRUCTURED,
      422,
      'payload-invalid',
      'data.label',
    ],
    [
      'a field of another type',
      ticketEvent({ data: { ...TICKET, text: 7 } }),
      STRUCTURED,
      422,
      'payload-invalid',
      'data.text',
    ],
    [
      'no subject',
      ticketEvent({ data: { ...TICKET, ticketId: '' } }),
      STRUCTURED,
      422,
      'payload-invalid',
      'data.ticketId',
    ],
  ])('%s', async (_name, body, type, status, code, field) => {
    const world = await gatewayWorld();
    const answer = await post(world, body, type);
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json') as string,
      body: { status, code, type: `https://dws.dev/errors/${code}`, ...(field ? { field } : {}) },
    });
    expect(await world.on(SIGNALS)).toEqual([]);
  });

  it('a body over the limit', async () => {
    const world = await gatewayWorld({ bodyLimit: 2_048 });
    const answer = await post(world, ticketEvent({ data: { ...TICKET, text: 'x'.repeat(3_000) } }));
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
  });

  it('a record that no topic takes, though the body was within the limit', async () => {
    const world = await gatewayWorld();
    const answer = await post(world, ticketEvent({ data: { ...TICKET, text: 'x'.repeat(1_020_000) } }));
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    expect(await world.on(SIGNALS)).toEqual([]);
  });

  it('an address that is none', async () => {
    expect(await post(await gatewayWorld(), '{}', STRUCTURED, '/v2/events')).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });
});

it('a broker that is down is a 503: the publisher tries again', async () => {
  const world = await gatewayWorld();
  world.brokerDown(true);
  expect(await post(world, ticketEvent())).toMatchObject({ status: 503, body: { code: 'log-unavailable' } });
  world.brokerDown(false);
  expect((await post(world, ticketEvent())).status).toBe(202);
});
