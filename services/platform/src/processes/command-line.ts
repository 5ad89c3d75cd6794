import { DwsError } from '@dws/kernel';
import { parseArgs } from 'node:util';

export const USAGE = `usage: scripts/start --kafka [options]
  Every service as its own process, on Kafka and an event store server.
  --replicas SERVICE=N   processes of a service, for example executor=2; may be repeated. Those of signal-gateway and
                         control-plane have ports one after the other
  --only SERVICE         start this service only; may be repeated
  --secure               brokers that ask who is there: every service an identity of its own, with what topics/ allows
                         it and nothing else (docs/access.md); passwords in the keys folder under kafka/
  --rate N               signals a second that the sandbox emits (default 1)
  KAFKA_BROKERS          host:port,… of a cluster that runs already; a local broker is started without it
                         KAFKA_TLS, KAFKA_USERNAME and the like say how to reach it; with --secure the keys folder has
                         the password of each identity
  KAFKA_REPLICATION      copies of each topic (default 1)
  EVENTSTORE_URL         an EventStoreDB that runs already; services/event-store is started without it
  SCHEMA_REGISTRY_URL    a Confluent-compatible schema registry; the schemas are pushed to it. Without it the
                         numbers of schemas/ids.json
  DWS_DATA, DWS_KEYS     folders (default .dws/data, .dws/keys)
  DWS_ENV                environment: prefix of topics, groups and streams
`;

export interface CommandLine {
  readonly help: boolean;
  readonly replicas: Readonly<Record<string, number>>;
  readonly only: readonly string[];
  readonly rate: number;
  readonly secure: boolean;
}

/** @throws DwsError `argument-invalid` */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parsed(args);
  return {
    help: values.help,
    replicas: Object.fromEntries(values.replicas.map(replicasOf)),
    only: values.only,
    secure: values.secure,
    rate: numberOf('--rate', values.rate),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        kafka: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h', default: false },
        replicas: { type: 'string', multiple: true, default: [] },
        only: { type: 'string', multiple: true, default: [] },
        secure: { type: 'boolean', default: false },
        rate: { type: 'string', default: '1' },
      },
    });
  } catch (error) {
    throw new DwsError('argument-invalid', error instanceof Error ? error.message : String(error), {}, error);
  }
}

function replicasOf(text: string): readonly [string, number] {
  const [service = '', count = ''] = text.split('=');
  return [service, numberOf('--replicas SERVICE=N', count)];
}

function numberOf(option: string, text: string): number {
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new DwsError('argument-invalid', `${option}: expected a number, found "${text}"`);
}
