import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isDwsError } from '@dws/kernel';
import { livePids, readCluster, removeCluster, writeCluster } from './cluster-record.ts';
import { startKafka } from './start-kafka.ts';

const USAGE = `usage: kafka-local start [--brokers 1|3] [--port 9092] [--dir DIR]
       kafka-local status [--dir DIR]
       kafka-local stop [--dir DIR]

start   runs a Kafka cluster in the background and waits until it serves; the first broker listens on
        --port (default 9092; 0 takes free ports), the next on the ports after it
status  exits 0 when it runs, 1 when not
stop    ends it and removes everything it wrote

exit codes: 0 done, 1 not running or failed, 2 wrong arguments
`;

class UsageError extends Error {}

const DEFAULT_HOME = join(import.meta.dirname, '..', '..', '..', '.dws', 'kafka-local');

interface Arguments {
  readonly command: string | undefined;
  readonly brokers: 1 | 3;
  readonly port: number;
  readonly home: string;
}

function readArguments(): Arguments {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      brokers: { type: 'string', default: '1' },
      port: { type: 'string', default: '9092' },
      dir: { type: 'string', default: DEFAULT_HOME },
    },
  });
  if (values.brokers !== '1' && values.brokers !== '3') {
    throw new UsageError(`expected --brokers 1 or 3, found ${values.brokers}`);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_533) {
    throw new UsageError(`expected --port from 0 to 65533, found ${values.port}`);
  }
  return { command: positionals[0], brokers: values.brokers === '1' ? 1 : 3, port, home: values.dir };
}

async function start({ brokers, port, home }: Arguments): Promise<number> {
  const earlier = readCluster(home);
  if (earlier) {
    if ((await livePids(earlier)).length === earlier.pids.length) {
      console.log(`already running: ${earlier.bootstrap}`);
      return 0;
    }
    await removeCluster(home, earlier);
  }
  const ports = port === 0 ? {} : { ports: Array.from({ length: brokers }, (_, i) => port + i) };
  const { bootstrap, nodes, dir } = await startKafka({ brokers, dir: home, detached: true, ...ports });
  await writeCluster(home, { bootstrap, pids: nodes.map((node) => node.pid), dir });
  console.log(bootstrap);
  return 0;
}

async function status({ home }: Arguments): Promise<number> {
  const record = readCluster(home);
  const pids = record ? await livePids(record) : [];
  if (!record || pids.length === 0) {
    console.log('not running');
    return 1;
  }
  const missing = record.pids.length - pids.length;
  const brokers = missing === 0 ? '' : `, ${missing} of ${record.pids.length} brokers gone`;
  console.log(`running: ${record.bootstrap} (pids ${pids.join(' ')}${brokers})`);
  return missing === 0 ? 0 : 1;
}

async function stop({ home }: Arguments): Promise<number> {
  const record = readCluster(home);
  if (record) await removeCluster(home, record);
  console.log(record ? 'stopped' : 'not running');
  return 0;
}

const COMMANDS: Readonly<Record<string, (args: Arguments) => Promise<number>>> = { start, status, stop };

try {
  const args = readArguments();
  const command = COMMANDS[args.command ?? ''];
  if (!command) throw new UsageError('expected start, status or stop');
  process.exitCode = await command(args);
} catch (error) {
  const wrongArguments = error instanceof UsageError || error instanceof TypeError;
  console.error(isDwsError(error) ? `${error.code}: ${error.message}` : String(error));
  if (wrongArguments) console.error(`\n${USAGE}`);
  process.exitCode = wrongArguments ? 2 : 1;
}
