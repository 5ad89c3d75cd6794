import { Names, noMetrics, noProbe, servicePorts, silentLog, type CrashProbe } from '@dws/application';
import { DOMAINS, DwsError, type JsonObject } from '@dws/kernel';
import type { IncomingMessage, OutgoingMessage } from '@dws/ports';
import { createFileSchemaCodec } from '@dws/schema-files';
import { createMemoryEventStore, MemoryMessageLog } from '@dws/testing';
import { signalGateway, type Gateway } from '../app.ts';

export const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const NOW = Date.parse('2026-03-02T10:00:00.000Z');
const GROUP = 'signal-gateway';

export interface GatewayWorld {
  readonly gateway: Gateway;
  /** What stands on a topic's one partition. */
  on(topic: string): Promise<readonly IncomingMessage[]>;
  publish(message: OutgoingMessage): Promise<void>;
  /** The broker goes away, or comes back. */
  brokerDown(down: boolean): void;
  decoded(message: IncomingMessage | undefined): unknown;
  /** A value as a publisher with the schemas would frame it. */
  encoded(type: string, value: JsonObject): Uint8Array;
}

/** A gateway on a log in memory with one partition to a topic. It does not listen: requests are injected. */
export async function gatewayWorld(
  options: { readonly bodyLimit?: number; readonly probe?: CrashProbe } = {},
): Promise<GatewayWorld> {
  const clock = { now: () => NOW };
  const names = new Names();
  const log = new MemoryMessageLog(clock);
  const inbound = DOMAINS.map((domain) => names.topic('inbound', domain));
  const topics = [
    ...inbound,
    ...inbound.map((topic) => names.deadLetterTopic(topic, GROUP)),
    ...DOMAINS.map((domain) => names.topic('signals', domain)),
  ];
  await log.admin.create(topics.map((name) => ({ name, partitions: 1, replicationFactor: 1, config: {} })));
  const codec = createFileSchemaCodec();
  await codec.ready();
  let down = false;
  const messages = {
    admin: log.admin,
    consume: log.consume.bind(log),
    peek: log.peek.bind(log),
    close: log.close.bind(log),
    publish: async (outgoing: readonly OutgoingMessage[]) => {
      if (down) throw new DwsError('log-unavailable', 'no broker answers');
      return log.publish(outgoing);
    },
  };
  const ports = servicePorts(GROUP, {
    store: createMemoryEventStore({ clock }),
    messages,
    codec,
    names,
    clock,
    log: silentLog,
    metrics: noMetrics,
    probe: options.probe ?? noProbe,
    instance: 'one',
  });
  const gateway = signalGateway(ports, {
    host: '127.0.0.1',
    port: 0,
    bodyLimit: options.bodyLimit ?? 1_048_576,
    newTraceparent: () => TRACEPARENT,
  });
  return {
    gateway,
    on: (topic) => log.peek(topic, 0, '0', 1_000),
    publish: async (message) => {
      await log.publish([message]);
    },
    brokerDown: (now) => (down = now),
    encoded: (type, value) => codec.encode(type, value),
    decoded: (message) => (message?.value ? codec.decode(message.value).value : null),
  };
}

export const TICKET = {
  ticketId: 't-1',
  accountId: 'acc-1',
  subject: 'Card',
  text: 'My card has not arrived.',
  channel: 'web',
  createdAt: '2026-03-02T09:59:00.000Z',
};

/** A whole CloudEvent in JSON; `undefined` removes an attribute. */
export function ticketEvent(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: 's-1',
    source: 'urn:test:helpdesk',
    type: 'ticket.created',
    time: '2026-03-02T09:59:30Z',
    datacontenttype: 'application/json',
    data: TICKET,
    ...change,
  };
}
