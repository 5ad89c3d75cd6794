import { Names } from '@dws/application';
import { contractOf } from '@dws/contracts';
import { arbitraryMessage, closedAnswer, hostileBytes, hostileText } from '@dws/contracts/testing';
import type { IncomingMessage } from '@dws/ports';
import { createFileSchemaCodec } from '@dws/schema-files';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit, type AdmitOptions } from './admit.ts';
import { httpReceived } from './http-binding.ts';
import { avroReceived, isAvro, kafkaReceived } from './kafka-binding.ts';
import { readEvents, type Received } from './read-events.ts';
import { gatewayWorld, TICKET, ticketEvent, TRACEPARENT } from './testing/gateway-world.ts';

const REFUSALS = [
  'payload-malformed',
  'payload-invalid',
  'payload-too-large',
  'schema-unknown',
  'signal-type-unknown',
  'signal-wrong-domain',
] as const;

const codec = createFileSchemaCodec();
await codec.ready();
const options: AdmitOptions = {
  codec,
  names: new Names(),
  domain: null,
  now: '2026-03-02T10:00:00.000Z',
  newTraceparent: () => TRACEPARENT,
};

/** Everything that follows from what a binding found: what is taken must be fit for a topic. */
function taken(received: Received): void {
  for (const event of readEvents(received)) {
    const { headers, key, value } = admit(event, options);
    const decoded = codec.decode(value ?? new Uint8Array(0));
    expect(decoded.type).toBe(headers['ce_type']);
    expect(headers['ce_subject']).toBe(key);
    expect(Object.values(headers).every((text) => !/\p{Cc}/u.test(text) && text.isWellFormed())).toBe(true);
  }
}

const eventText = arbitraryMessage(contractOf('ticket.created')).map((data) =>
  JSON.stringify(ticketEvent({ data })),
);
const contentType = fc.constantFrom(
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/json',
  '',
  'text/plain',
);
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('what nobody vouches for is a signal or a refusal of the table', () => {
  it('as a body over HTTP', () => {
    const bodies = fc.oneof(
      hostileText(eventText),
      hostileText(fc.array(eventText, { maxLength: 3 }).map((texts) => `[${texts.join(',')}]`)),
    );
    fc.assert(
      fc.property(contentType, bodies, (type, body) => {
        closedAnswer(() => taken(httpReceived({ 'content-type': type }, body)), ...REFUSALS);
      }),
      { numRuns: 1_500 },
    );
  });

  it('as attributes in headers over HTTP', () => {
    const header = fc.oneof(
      anyText.filter((text) => text.isWellFormed()).map(encodeURIComponent),
      fc.constantFrom(
        '%',
        '%ff',
        '%0d%0ax: y',
        '%00',
        '%1f',
        '1.0',
        'ticket.created',
        '+275760-09-13T00:00:00Z',
      ),
    );
    const names = fc.constantFrom(
      'id',
      'source',
      'type',
      'time',
      'specversion',
      'dwshops',
      'dwscausedby',
      '__proto__',
    );
    const headers = fc.dictionary(
      names.map((name) => `ce-${name}`),
      header,
      { noNullPrototype: true },
    );
    const whole = {
      'ce-specversion': '1.0',
      'ce-id': 's-1',
      'ce-source': 'urn:test',
      'ce-type': 'ticket.created',
    };
    const body = JSON.stringify(TICKET);
    fc.assert(
      fc.property(headers, (given) => {
        closedAnswer(
          () => taken(httpReceived({ 'content-type': 'application/json', ...whole, ...given }, body)),
          ...REFUSALS,
        );
      }),
      { numRuns: 1_500 },
    );
  });

  it('as members of an event', () => {
    const members = fc.dictionary(
      fc.constantFrom(
        'id',
        'source',
        'type',
        'time',
        'data',
        'dwshops',
        'traceparent',
        'data_base64',
        'subject',
      ),
      fc.oneof(anyText, fc.jsonValue({ maxDepth: 3 })),
    );
    fc.assert(
      fc.property(members, (given) => {
        const body = JSON.stringify({ ...ticketEvent(), ...given });
        closedAnswer(
          () => taken({ contentType: 'application/cloudevents+json', attributes: {}, body }),
          ...REFUSALS,
        );
      }),
      { numRuns: 1_500 },
    );
  });

  it('as a record of any Kafka client', () => {
    const value = fc.oneof(
      hostileBytes(eventText.map((text) => Buffer.from(text))),
      hostileBytes(
        arbitraryMessage(contractOf('ticket.created')).map((data) => codec.encode('ticket.created', data)),
      ),
    );
    const headers = fc.dictionary(
      fc.constantFrom(
        'ce_id',
        'ce_source',
        'ce_type',
        'ce_specversion',
        'ce_time',
        'content-type',
        'traceparent',
      ),
      fc.oneof(anyText, fc.constantFrom('ticket.created', '1.0', 'application/json')),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(value, headers, (bytes, given) => {
        const message: IncomingMessage = {
          topic: 'inbound.customer-experience.v1',
          partition: 0,
          offset: '0',
          timestamp: 0,
          key: 'k',
          headers: given,
          value: bytes,
        };
        closedAnswer(
          () => taken(isAvro(message) ? avroReceived(message, codec) : kafkaReceived(message)),
          ...REFUSALS,
        );
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('an attribute that two systems would read differently is refused at the door', () => {
  it.each([
    ['id', 's\u001f1'],
    ['id', 's-\ud800'],
    ['id', 's-\ufffd'],
    ['source', 'urn:a\r\nx-dws-person: olga'],
    ['source', 'urn:\0'],
    ['dwscausedby', 'churn-signal\n'],
    ['time', '+275760-09-13T00:00:00.000Z'],
    ['time', 'March 7'],
    ['data', { ...TICKET, ticketId: 't\u001f1' }],
  ])('%s', async (member, value) => {
    const world = await gatewayWorld();
    const answer = await world.gateway.server.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': 'application/cloudevents+json' },
      payload: JSON.stringify(ticketEvent({ [member]: value })),
    });
    const field = member === 'data' ? 'data.ticketId' : member;
    expect(answer.json<unknown>()).toMatchObject({ status: 422, code: 'payload-invalid', field });
    expect(await world.on('signals.customer-experience.v1')).toEqual([]);
  });

  it('so that no two signals are one case', () => {
    const event = (source: string, id: string) => () =>
      admit({ ...(ticketEvent() as { type: string; data: unknown }), source, id }, options);
    for (const one of [event('urn:a\u001fb', 'c'), event('urn:a', 'b\u001fc')])
      expect(one).toThrow(expect.objectContaining({ code: 'payload-invalid' }) as Error);
  });
});
