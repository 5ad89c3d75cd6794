/** One node of a cluster whose nodes are broker and controller at once. */
export interface NodeAddress {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
}

/** Anybody may do everything. */
const OPEN = { 'listener.security.protocol.map': 'CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT' };

/**
 * Text of `server.properties` for one node of a cluster on this machine.
 * @param security what differs where clients have to say who they are (secure-config.ts)
 */
export function brokerConfig(
  node: NodeAddress,
  cluster: readonly NodeAddress[],
  logDir: string,
  security: Readonly<Record<string, string>> = OPEN,
): string {
  const replicas = cluster.length;
  const inSync = Math.max(1, replicas - 1);
  const entries: Readonly<Record<string, string | number | boolean>> = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': cluster.map((peer) => `${peer.id}@127.0.0.1:${peer.controllerPort}`).join(),
    listeners: `CLIENTS://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `CLIENTS://127.0.0.1:${node.port}`,
    'inter.broker.listener.name': 'CLIENTS',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': logDir,
    // Topics come from topics/*; one made by a typing error would hide the error.
    'auto.create.topics.enable': false,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    // 50 by default: each is a directory, and an open file, on every node.
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.num.partitions': 4,
    // 128 MiB by default, more than half of the heap given in broker-node.ts.
    'log.cleaner.dedupe.buffer.size': 2_097_152,
    // Saves three seconds for every new group; there is no herd of members to wait for.
    'group.initial.rebalance.delay.ms': 0,
    // 6 s by default: tests kill members by the dozen and wait for each to be missed.
    'group.min.session.timeout.ms': 500,
    // A killed node is noticed in three seconds instead of nine, so that failover tests stay short.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    ...security,
  };
  return Object.entries(entries)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
