import { nowOf, type DeadLetter, type ServicePorts } from '@dws/application';
import { DOMAINS, DwsError, isDwsError, type Domain } from '@dws/kernel';
import type { Consumer, IncomingMessage, MessageBatch, OutgoingMessage } from '@dws/ports';
import { admit } from './admit.ts';
import { readEvents } from './read-events.ts';

const BOUNDS = { maxBatch: 200, concurrency: 3 };
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Takes JSON CloudEvents that any Kafka client put on `inbound.<domain>.v1` to the domain's signals. */
export function consumeInbound(ports: ServicePorts, newTraceparent: () => string): Consumer {
  const domains = new Map<string, Domain>(
    DOMAINS.map((domain) => [ports.names.topic('inbound', domain), domain]),
  );
  const group = ports.names.group('signal-gateway');
  return ports.messages.consume({
    ...BOUNDS,
    group,
    topics: [...domains.keys()],
    onBatch: (batch) => take(batch, domains.get(batch.topic) ?? null, group, ports, newTraceparent),
    onError: (error) => {
      ports.log.warn({ err: error, group }, 'batch will be handed over again');
    },
  });
}

async function take(
  batch: MessageBatch,
  domain: Domain | null,
  group: string,
  ports: ServicePorts,
  newTraceparent: () => string,
): Promise<void> {
  const options = { codec: ports.codec, names: ports.names, domain, now: nowOf(ports.clock), newTraceparent };
  const accepted: OutgoingMessage[] = [];
  const letters: DeadLetter[] = [];
  for (const message of batch.messages) {
    try {
      for (const event of readEvents(httpHeaders(message), textOf(message)))
        accepted.push(admit(event, options));
    } catch (error) {
      if (!isDwsError(error) || error.retriable) throw error;
      letters.push({ message, code: error.code, reason: error.message });
    }
  }
  await ports.messages.publish(accepted);
  await ports.deadLetters.put(group, letters);
  ports.metrics.count('dws_signals_total', { outcome: 'accepted' }, accepted.length);
}

/** CloudEvents' Kafka binding in HTTP's terms; a record without headers is taken for structured mode. */
function httpHeaders({ headers }: IncomingMessage): Record<string, string> {
  const mapped = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/^ce_/, 'ce-'), value]),
  );
  const mode = mapped['ce-id'] === undefined ? 'application/cloudevents+json' : 'application/json';
  return { 'content-type': mode, ...mapped };
}

function textOf({ value }: IncomingMessage): string {
  if (value === null) throw new DwsError('payload-malformed', 'the record has no value');
  try {
    return decoder.decode(value);
  } catch (error) {
    throw new DwsError('payload-malformed', 'the record is not UTF-8', {}, error);
  }
}
