import type { EventStore, RecordedEvent } from '@dws/ports';
import { cedarAuthorizer } from '@dws/cedar';
import { CONTROL_PLANE_BOUNDS } from '@dws/control-plane';
import { POLICIES_FOLDER } from '@dws/governor';
import { HttpSystems, sandboxManifest } from '@dws/http-systems';
import { freePorts } from '@dws/kafka-local';
import { domainsOf, Policies, readPolicyFiles } from '@dws/policies';
import { SqliteEventStore, SqliteMessageLog } from '@dws/sqlite';
import { zenTable } from '@dws/zen';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SupervisedProcess } from '../../processes/supervised-process.ts';
import { startWholePlatform, type WholePlatform } from '../whole-platform.ts';

const SANDBOX = new URL('../../../../sandbox/src/main.ts', import.meta.url);
/** Smaller than in production, so that the bounds are reached before the measurement, and hold in it. */
const CLOSED_CASES = 500;
const RECENT_BYTES = 4 * 1_048_576;
/** The brake on a worker that runs away, far enough off for a soak: each action of its day is remembered until then. */
const LIMITS = `limits:
  - { id: cx-messages, countBy: customer, externalOnly: true, maxCount: 3, onReach: review }
`;

export interface SoakPlatform {
  readonly whole: WholePlatform;
  /** Told of the subject of each action that was executed, once that is durable. */
  onExecuted: (subject: string) => void;
  /** Bytes of the store's and the log's files. */
  fileBytes(): Promise<number>;
  /** Writes that the business systems performed. */
  effects(): Promise<number>;
  stop(): Promise<void>;
}

/** Every service in this process on the embedded adapters; the business systems in another, by HTTP. */
export async function startSoakPlatform(folder: string): Promise<SoakPlatform> {
  const clock = { now: () => Date.now() };
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const sandbox = new SupervisedProcess({
    name: 'sandbox',
    main: SANDBOX,
    environment: { SANDBOX_PORT: String(port), SANDBOX_MAX_ATTEMPTS: '0', LOG_LEVEL: 'info' },
    logFile: join(folder, 'sandbox.log'),
    tell: () => undefined,
    onHopeless: (error) => {
      throw error;
    },
  });
  await sandbox.start();
  const files = ['events.db', 'messages.db'].map((name) => join(folder, name)) as [string, string];
  const opened = await SqliteEventStore.open({ path: files[0], clock, recentBytes: RECENT_BYTES });
  const messages = await SqliteMessageLog.open({ path: files[1], clock, recentBytes: RECENT_BYTES });
  const systems = new HttpSystems({ manifest: sandboxManifest(url), clock });
  const policyFiles = new Map([
    ...(await readPolicyFiles(POLICIES_FOLDER)),
    ['customer-experience/limits.yaml', LIMITS] as const,
  ]);
  const policies = new Policies(
    'soak',
    domainsOf(policyFiles, { authorizer: cedarAuthorizer, table: zenTable }),
  );
  const soak = { onExecuted: (_subject: string): void => undefined };
  const store = tapped(opened, (subject) => soak.onExecuted(subject));
  const bounds = { ...CONTROL_PLANE_BOUNDS, closedCases: CLOSED_CASES };
  const whole = await startWholePlatform(store, messages, {
    ...{ reader: systems, writer: systems, policies, bounds },
  });
  return Object.assign(soak, {
    whole,
    fileBytes: async () => {
      const sizes = await Promise.all(files.flatMap((file) => [file, `${file}-wal`]).map(sizeOf));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    effects: async () => {
      const answer = await fetch(`${url}/ledger/counts`);
      return ((await answer.json()) as { total: number }).total;
    },
    stop: async () => {
      await whole.stop();
      await systems.close();
      await messages.close();
      await opened.close();
      await sandbox.kill();
    },
  });
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** The same store, with every executed action told once it is durable. */
function tapped(inner: EventStore, executed: (subject: string) => void): EventStore {
  return new Proxy(inner, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name !== 'append') return (member as (...given: unknown[]) => unknown).bind(target);
      const append: EventStore['append'] = async (appends) => {
        const results = await target.append(appends);
        results.forEach(({ outcome }, place) => {
          const { stream, events = [] } = appends[place] ?? {};
          if (outcome !== 'appended' || !stream?.startsWith('case-')) return;
          for (const event of events) if (event.type === 'action-executed') executed(subjectOf(event));
        });
        return results;
      };
      return append;
    },
  });
}

const SUBJECT = /"subject":"([^"]+)"/;

function subjectOf({ data }: Pick<RecordedEvent, 'data'>): string {
  return SUBJECT.exec(Buffer.from(data).toString())?.[1] ?? '';
}
