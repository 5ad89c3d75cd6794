import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTracing, tracingIsOn } from '@dws/opentelemetry';
import { createMemoryEventStore, eventually, MemoryMessageLog } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWholePlatform, type WholePlatform } from './testing/whole-platform.ts';

/** OTLP/JSON, as far as this spec reads it. */
interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

let receiver: Server;
const received: { readonly path: string; readonly body: Sent }[] = [];
let running: WholePlatform;

const spansOf = (traceId: string): readonly Span[] =>
  received
    .flatMap(({ body }) =>
      body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    )
    .filter((span) => span.traceId === traceId);

const ticket = (id: string, traceparent?: string) => ({
  specversion: '1.0',
  id,
  source: 'urn:dws:sandbox:helpdesk',
  type: 'ticket.created',
  ...(traceparent === undefined ? {} : { traceparent }),
  data: {
    ticketId: id,
    text: 'Please refund the second payment for this invoice.',
    channel: 'web',
    createdAt: '2026-03-01T09:00:00.000Z',
  },
});

/** What one signal passes through, in the order of its way. */
const WAY = [
  'accept',
  'consume signals.customer-experience.v1',
  'plan',
  'consume action-proposals.customer-experience.v1',
  'gate',
  'consume action-decisions.customer-experience.v1',
  'claim',
  'effect',
];

describe('tracing', () => {
  beforeEach(async () => {
    received.length = 0;
    receiver = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      request.on('end', () => {
        received.push({ path: request.url ?? '', body: JSON.parse(text) as Sent });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`);
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '50');
    vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'deployment.environment=spec');
    const clock = { now: () => Date.now() };
    running = await startWholePlatform(createMemoryEventStore({ clock }), new MemoryMessageLog(clock), {
      tracing: openTracing('platform', process.env),
    });
  });
  afterEach(async () => {
    await running.stop();
    receiver.closeAllConnections();
    receiver.close();
    vi.unstubAllEnvs();
  });

  it('shows the whole way of one signal as one trace, through topics and store', async () => {
    const [trace, source] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
    expect((await running.deliver([ticket('tic-1', `00-${trace}-${source}-01`)])).status).toBe(202);
    const names = () => new Set(spansOf(trace).map(({ name }) => name));
    await eventually('the whole way is traced', 20_000, () => WAY.every((name) => names().has(name)));

    const spans = spansOf(trace);
    const accept = spans.find(({ name }) => name === 'accept');
    expect(accept?.parentSpanId).toBe(source);
    for (const span of spans.filter(({ name }) => name !== 'accept'))
      expect([span.name, span.parentSpanId]).toEqual([span.name, accept?.spanId]);
    const attributes = spans.find(({ name }) => name === 'gate')?.attributes ?? [];
    expect(attributes.find(({ key }) => key === 'dws.worker')?.value.stringValue).toBe(
      'ticket-classification',
    );
    expect(JSON.stringify(spans), 'no content of a record is in a trace').not.toContain('refund');

    const [first] = received;
    expect(first?.path).toBe('/v1/traces');
    const resource = new Map(
      first?.body.resourceSpans[0]?.resource.attributes.map(({ key, value }) => [key, value.stringValue]),
    );
    expect([resource.get('service.name'), resource.get('deployment.environment')]).toEqual([
      'platform',
      'spec',
    ]);
  });

  it('begins a trace for a signal that came without one, and stores its context with every event', async () => {
    expect((await running.deliver([ticket('tic-2')])).status).toBe(202);
    const roots = () =>
      received
        .flatMap(({ body }) =>
          body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans)),
        )
        .filter(({ name }) => name === 'accept');
    await eventually('its root is sent', 20_000, () => roots().length > 0);
    const [root] = roots();
    expect(root?.parentSpanId ?? '').toBe('');
    await eventually('the case stands', 20_000, async () => {
      const { body } = await running.as('ada', '/cases?signal=tic-2');
      return (body['cases'] as unknown[]).length === 1;
    });
    const { body } = await running.as('ada', '/cases?signal=tic-2');
    const [found] = body['cases'] as { caseId: string }[];
    const { body: detail } = await running.as('ada', `/cases/${found?.caseId}`);
    const traces = (detail['timeline'] as { traceparent: string }[]).map(({ traceparent }) => traceparent);
    expect(new Set(traces)).toEqual(new Set([`00-${root?.traceId}-${root?.spanId}-01`]));
  });
});

describe('whether there are traces', () => {
  it.each([
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, true],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, true],
    [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, false],
    [{ OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, false],
  ])('follows %j: %s', (env, on) => {
    expect(tracingIsOn(env)).toBe(on);
  });

  it.each([
    ['OTEL_TRACES_EXPORTER', 'jaeger'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', 'many'],
  ])('refuses %s=%s, naming it', (name, value) => {
    expect(() => openTracing('executor', { [name]: value })).toThrow(name);
  });
});
