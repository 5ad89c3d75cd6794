import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DwsError } from '@dws/kernel';
import { brokerConfig, type NodeAddress } from './broker-config.ts';
import { BrokerNode } from './broker-node.ts';
import { freePorts } from './free-ports.ts';
import { kafkaJars } from './jars.ts';
import { findJava } from './java.ts';
import { BrokerUsers } from './broker-users.ts';
import type { Security } from './secure-config.ts';

export interface StartKafkaOptions {
  readonly brokers: 1 | 3;
  /** Parent of the cluster's own folder, which `stop` removes. Default: the system's temporary folder. */
  readonly dir?: string;
  /**
   * The cluster's own folder, kept by `stop`: what was published, and how far each group had read, is there again
   * when it is started in the same folder. Instead of `dir`.
   */
  readonly keepIn?: string;
  /** One client port per broker. Default: free ones. */
  readonly ports?: readonly number[];
  /** Clients have to say who they are, and may do what access rules allow. Left out: anybody may do everything. */
  readonly security?: Security;
  /** The brokers outlive this process; somebody has to end them by their process ids. Default false. */
  readonly detached?: boolean;
}

export interface LocalKafka {
  /** `host:port,host:port`, for any Kafka client. */
  readonly bootstrap: string;
  readonly nodes: readonly BrokerNode[];
  /** The folder with everything the cluster has written. */
  readonly dir: string;
  /** Kills the brokers and removes their folder, where it is not to be kept. */
  stop(): Promise<void>;
}

/**
 * Starts a Kafka cluster of one or three nodes on this machine and waits until it serves. When this process
 * dies, in whatever way, the brokers die with it (unless `detached`).
 *
 * @throws DwsError `config-invalid` (no Java, no jars, a wrong number of ports), `log-unavailable` (a broker
 *   did not come up; the message holds the end of its log).
 */
export async function startKafka(options: StartKafkaOptions): Promise<LocalKafka> {
  const [java, jars] = [await findJava(), await kafkaJars()];
  const cluster = await addresses(options);
  const kept = options.keepIn !== undefined;
  const dir = options.keepIn ?? (await temporaryFolder(options.dir ?? tmpdir()));
  await mkdir(dir, { recursive: true });
  const clusterId = kept ? await clusterIdIn(dir) : newClusterId();
  const users = options.security ? await BrokerUsers.in(dir, options.security) : null;
  const nodes = await Promise.all(
    cluster.map(async (address) => {
      const nodeDir = join(dir, `node-${address.id}`);
      await mkdir(nodeDir, { recursive: true });
      await writeFile(
        join(nodeDir, 'server.properties'),
        brokerConfig(address, cluster, join(nodeDir, 'data'), users?.config),
        { mode: 0o600 },
      );
      const detached = options.detached ?? false;
      return new BrokerNode({ ...address, dir: nodeDir, java, jars, clusterId, detached, kept });
    }),
  );
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill()));
    if (!kept) await rm(dir, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => node.format(users?.formatArguments)));
    await Promise.all(nodes.map((node) => node.start()));
    await users?.update(nodes[0] as BrokerNode);
  } catch (error) {
    await stop();
    throw error;
  }
  return { bootstrap: nodes.map((node) => `127.0.0.1:${node.port}`).join(), nodes, dir, stop };
}

async function addresses({ brokers, ports }: StartKafkaOptions): Promise<NodeAddress[]> {
  if (ports && ports.length !== brokers) {
    throw new DwsError('config-invalid', `expected ${brokers} ports, found ${ports.length}: ${ports.join()}`);
  }
  const free = await freePorts(brokers * 2);
  return Array.from({ length: brokers }, (_, i) => ({
    id: i + 1,
    port: ports?.[i] ?? Number(free[i]),
    controllerPort: Number(free[brokers + i]),
  }));
}

async function temporaryFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, 'dws-kafka-'));
}

/** A storage directory belongs to one cluster id, so the id stays with a folder that is kept. */
async function clusterIdIn(dir: string): Promise<string> {
  const file = join(dir, 'cluster-id');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const clusterId = newClusterId();
  await writeFile(file, `${clusterId}\n`);
  return clusterId;
}

/** Sixteen random bytes as Kafka writes them. The first bit is cleared: an id that begins with `-` reads as an option. */
function newClusterId(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes.toString('base64url');
}
