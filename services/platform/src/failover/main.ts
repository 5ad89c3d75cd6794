import { hideKnownWarnings } from '@dws/host';
import { DwsError, isDwsError } from '@dws/kernel';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { anyPorts } from '../processes/addresses.ts';
import { startProcesses } from '../processes/start-processes.ts';
import { SANDBOX_STAGES } from '../sandbox-stages.ts';
import { killOne, rollingRestart } from './disturbances.ts';
import { failover, type FailoverResult } from './failover.ts';

const USAGE = `usage: scripts/demo-failover [options]
  Two replicas of every service between the topics, on a real broker, under load. One of them is killed (kill -9), and
  nothing is lost or done twice.
  --service NAME   whose replica is killed (default executor)
  --rolling        instead, every replica is replaced, one after the other, as for a new version
  --rate N         signals a second (default 20)
  --seconds N      how long they come (default 30)
  --secure         brokers that ask who is there
exit codes: 0 lost 0 and doubled 0, 1 not, 2 wrong arguments
`;

/** Those whose groups can be shared; the others own a port or a file. */
const REPLICATED = ['customer-experience-workers', 'governor', 'executor', 'escalation-router'];
const SETTLE_MS = 120_000;

async function main(args: readonly string[]): Promise<number> {
  const { values } = parsed(args);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [rate, seconds] = [amount('--rate', values.rate), amount('--seconds', values.seconds)];
  const { service, rolling, secure } = values;
  if (!REPLICATED.includes(service))
    throw new DwsError('argument-invalid', `expected --service ${REPLICATED.join(', ')}, found "${service}"`);
  const folder = await mkdtemp(join(tmpdir(), 'dws-failover-'));
  const [data, keys] = [join(folder, 'data'), join(folder, 'keys')];
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  tell('starting two replicas of each service …');
  const processes = await startProcesses({
    data,
    keys,
    secure,
    ports: await anyPorts(),
    stages: SANDBOX_STAGES,
    replicas: Object.fromEntries(REPLICATED.map((name) => [name, 2])),
    tell,
  });
  const disturb = async (): Promise<void> => {
    if (rolling) {
      tell('replacing every replica, one after the other …');
      await rollingRestart(processes, REPLICATED);
      tell('all are replaced');
    } else tell(`killed ${service}-1 (kill -9 ${await killOne(processes, service)})`);
  };
  try {
    tell(`${rate} signals a second for ${seconds} s`);
    const run = { processes, data, keys, environment: '', name: 'demo', rate, seconds, disturb };
    const result = await failover({ ...run, settleMs: SETTLE_MS });
    process.stdout.write(report(result));
    return result.lost.length + result.doubled.length === 0 ? 0 : 1;
  } finally {
    await processes.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function report({ signals, outcomes, lost, doubled, longestGapMs }: FailoverResult): string {
  return [
    `signals ${signals}, with an outcome ${outcomes}`,
    `lost ${lost.length}`,
    `doubled ${doubled.length}`,
    `longest gap ${(longestGapMs / 1_000).toFixed(1)} s`,
    ...lost.map((id) => `  lost: case ${id}`),
    ...doubled.map((flaw) => `  ${flaw}`),
    '',
  ].join('\n');
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        service: { type: 'string', default: 'executor' },
        rolling: { type: 'boolean', default: false },
        rate: { type: 'string', default: '20' },
        seconds: { type: 'string', default: '30' },
        secure: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new DwsError('argument-invalid', error instanceof Error ? error.message : String(error), {}, error);
  }
}

function amount(option: string, text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 10_000) return number;
  throw new DwsError('argument-invalid', `${option}: expected a number above 0, found "${text}"`);
}

hideKnownWarnings();
await main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${isDwsError(error) ? `${error.code}: ${error.message}` : String(error)}\n`);
    process.exit(isDwsError(error, 'argument-invalid') ? 2 : 1);
  },
);
