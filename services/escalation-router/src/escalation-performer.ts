import {
  addSeconds,
  AVRO,
  encodeMetadata,
  HEADERS,
  nowOf,
  type Performer,
  type ServicePorts,
  type Work,
} from '@dws/application';
import { parseEvent, serialiseEvent, type EscalationRaised, type Receipt } from '@dws/contracts';
import { escalationIdOf, raiseEscalation, type EscalationPath } from '@dws/escalation';
import { eventIdOf, sha256 } from '@dws/kernel';
import { NO_STREAM, type RecordedEvent } from '@dws/ports';

/**
 * Performs hand-overs: the escalation is appended to its own stream, whose name follows from case and digest, so
 * that a second try finds it and raises nothing; then it is published from there.
 */
export function escalationPerformer(
  ports: ServicePorts,
  paths: ReadonlyMap<string, EscalationPath>,
): Performer {
  const streamOf = ({ proposal }: Work): string =>
    ports.names.stream(`escalation-${escalationIdOf(proposal.caseId, proposal.digest)}`);

  const standing = async (work: Work): Promise<RecordedEvent | undefined> => {
    const [first] = await ports.store.read(streamOf(work), { limit: 1 });
    return first;
  };

  return {
    accepts: ({ actionKind }) => actionKind === 'escalate',
    effectClass: () => 'K',
    perform: async (work) => {
      let event = await standing(work);
      const replayed = event !== undefined;
      if (!event) {
        await append(work, streamOf(work), ports, paths);
        event = await standing(work);
      }
      if (!event) throw new Error(`${streamOf(work)} is empty after its first event was appended`);
      await ports.probe('router:after-raise');
      return publish(event, work, replayed, ports);
    },
    query: async (work) => {
      const event = await standing(work);
      return event ? publish(event, work, true, ports) : null;
    },
  };
}

async function append(
  work: Work,
  stream: string,
  ports: ServicePorts,
  paths: ReadonlyMap<string, EscalationPath>,
): Promise<void> {
  const now = nowOf(ports.clock);
  const raised = raiseEscalation(work.proposal, paths, now, (hours) => addSeconds(now, hours * 3600));
  const data = serialiseEvent({ type: 'escalation-raised', data: raised });
  const metadata = encodeMetadata({
    at: now,
    by: ports.service,
    worker: raised.fromWorker,
    caseId: raised.fromCase,
    hops: raised.hops,
    ...(work.traceparent ? { traceparent: work.traceparent } : {}),
  });
  const event = { id: eventIdOf(stream, 0, sha256(data)), type: 'escalation-raised', data, metadata };
  // A conflict means that another try was faster: what stands is what counts.
  await ports.store.append([{ stream, expectedRevision: NO_STREAM, events: [event] }]);
  ports.metrics.count('dws_escalations_total', { path: raised.path, step: 'raised' });
}

async function publish(
  event: RecordedEvent,
  work: Work,
  replayed: boolean,
  ports: ServicePorts,
): Promise<Receipt> {
  const raised: EscalationRaised = parseEvent('escalation-raised', event.data);
  const [place] = await ports.messages.publish([
    {
      topic: ports.names.topic('escalations', raised.toDomain),
      key: raised.subject,
      headers: {
        [HEADERS.specversion]: '1.0',
        [HEADERS.id]: event.id,
        [HEADERS.source]: `urn:dws:${event.stream}`,
        [HEADERS.type]: 'escalation-raised',
        [HEADERS.time]: raised.raisedAt,
        [HEADERS.subject]: raised.subject,
        [HEADERS.contentType]: AVRO,
        [HEADERS.caseId]: raised.fromCase,
        [HEADERS.worker]: raised.fromWorker,
        [HEADERS.hops]: String(raised.hops),
        [HEADERS.causedBy]: raised.fromWorker,
        ...(work.traceparent ? { [HEADERS.traceparent]: work.traceparent } : {}),
      },
      value: ports.codec.encode('escalation-raised', raised),
    },
  ]);
  const answer = { topic: place?.topic ?? '', partition: place?.partition ?? -1, path: raised.path };
  return { recordId: raised.escalationId, version: '0', answer, replayed };
}
