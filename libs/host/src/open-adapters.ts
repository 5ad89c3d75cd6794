import { createEventStoreDb } from '@dws/eventstoredb';
import { KafkaMessageLog } from '@dws/kafka';
import { PlatformaticMessageLog } from '@dws/kafka/platformatic';
import type { Clock } from '@dws/kernel';
import type { Log } from '@dws/application';
import type { EventStore, MessageLog } from '@dws/ports';
import { checkRestored, SqliteEventStore, SqliteMessageLog } from '@dws/sqlite';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dependency } from './dependency-watch.ts';
import { kafkaConnection } from './kafka-connection.ts';
import type { Settings } from './settings.ts';

/** The event store that the settings name: a server, or the embedded one in this process. */
export async function openStore(settings: Settings, clock: Clock): Promise<EventStore> {
  if (settings.EVENTSTORE_URL !== '')
    return createEventStoreDb({ connectionString: settings.EVENTSTORE_URL, clock });
  await mkdir(settings.DWS_DATA, { recursive: true });
  const path = join(settings.DWS_DATA, 'events.db');
  await checkRestored(path);
  return SqliteEventStore.open({ path, clock });
}

/** Several may be lost before the group gives a member up. */
const HEARTBEATS_PER_SESSION = 5;

/** The message log that the settings name: Kafka, or the embedded one in this process. */
export async function openLog(
  settings: Settings,
  clock: Clock,
  clientId: string,
  log: Log,
): Promise<MessageLog> {
  if (settings.KAFKA_BROKERS !== '') {
    const connection = await kafkaConnection(settings);
    // The client logs each retry of its own as an error. What matters comes through `onError` and rejections.
    const onLog = ({ message, details }: { message: string; details: object }): void => {
      log.debug(details, message);
    };
    const sessionTimeoutMs = settings.KAFKA_SESSION_MS;
    const heartbeatMs = Math.round(sessionTimeoutMs / HEARTBEATS_PER_SESSION);
    const bounds = { sessionTimeoutMs, heartbeatMs };
    if (settings.KAFKA_CLIENT === 'kafkajs')
      return new KafkaMessageLog({ ...connection, clientId, onLog, bounds });
    // A name that was given stays the same over restarts; one that was made does not.
    const instance = settings.DWS_INSTANCE === '' ? {} : { instanceId: clientId };
    return new PlatformaticMessageLog({ ...connection, clientId, bounds, ...instance });
  }
  await mkdir(settings.DWS_DATA, { recursive: true });
  return SqliteMessageLog.open({ path: join(settings.DWS_DATA, 'messages.db'), clock });
}

/** The servers among what was opened: an embedded store or log is there as long as the process is. */
export function serversOf(
  settings: Settings,
  store: EventStore,
  messages: MessageLog,
): readonly Dependency[] {
  const servers: Dependency[] = [];
  if (settings.EVENTSTORE_URL !== '')
    servers.push({
      name: 'event store',
      at: withoutCredentials(settings.EVENTSTORE_URL),
      probe: () => store.head(),
    });
  if (messages instanceof KafkaMessageLog || messages instanceof PlatformaticMessageLog)
    servers.push({ name: 'message log', at: settings.KAFKA_BROKERS, probe: () => messages.ping() });
  return servers;
}

/** `esdb://user:password@host:2113?…` has no place in logs and answers. */
function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');
}
