import { nowOf, toldErrors, type DeadLetter, type ServicePorts } from '@dws/application';
import { DOMAINS, isDwsError, type Domain } from '@dws/kernel';
import type { Consumer, MessageBatch, OutgoingMessage } from '@dws/ports';
import { beginAccepting, publish, rootOf } from './accept-spans.ts';
import { admit } from './admit.ts';
import { avroReceived, isAvro, kafkaReceived } from './kafka-binding.ts';
import { readEvents } from './read-events.ts';

const BOUNDS = { maxBatch: 200, concurrency: 3 };

/** Takes CloudEvents that any Kafka client put on `inbound.<domain>.v1`, in JSON or Avro, to the domain's signals. */
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
    onError: toldErrors(ports.log, group),
  });
}

async function take(
  batch: MessageBatch,
  domain: Domain | null,
  group: string,
  ports: ServicePorts,
  newTraceparent: () => string,
): Promise<void> {
  const options = {
    codec: ports.codec,
    names: ports.names,
    domain,
    now: nowOf(ports.clock),
    newTraceparent: rootOf(ports.tracing, newTraceparent),
  };
  const accepted: OutgoingMessage[] = [];
  const letters: DeadLetter[] = [];
  await ports.codec.prepare(batch.messages.filter(isAvro).flatMap(({ value }) => value ?? []));
  for (const message of batch.messages) {
    try {
      const received = isAvro(message) ? avroReceived(message, ports.codec) : kafkaReceived(message);
      // All events of a record or none, as over HTTP.
      accepted.push(...readEvents(received).map((event) => admit(event, options)));
    } catch (error) {
      if (!isDwsError(error) || error.retriable) throw error;
      letters.push({ message, code: error.code, reason: error.message });
    }
  }
  await publish(beginAccepting(accepted, ports.tracing), ports);
  await ports.deadLetters.put(group, letters);
  ports.metrics.count('dws_signals_total', { outcome: 'accepted' }, accepted.length);
}
