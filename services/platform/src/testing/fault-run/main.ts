import { hideKnownWarnings } from '@dws/host';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultRun } from './fault-run.ts';
import { textOf } from './report.ts';

const USAGE = `usage: scripts/fault-run [options]
  Three brokers, the event store, the sandbox and every service as processes; faults under load, calm, the reckoning.
  --faults N      how many faults happen (default 200)
  --seconds S     over how long (default 900); longer when recoveries are
  --seed K        decides load, faults and people (default 1)
  --rate R        signals a second (default 5)
  --client NAME   Kafka client of every service: kafkajs or platformatic (default kafkajs)
  --calm S        longest wait for rest afterwards (default 900)
  --json          the report as JSON on standard output
  Disks and networks of single processes need root on Linux; without, those faults are told as not run.
  exit codes: 0 nothing was wrong, 1 flaws (the folder with logs and evidence stays), 2 wrong arguments
`;

const OPTIONS = {
  faults: { type: 'string', default: '200' },
  seconds: { type: 'string', default: '900' },
  seed: { type: 'string', default: '1' },
  rate: { type: 'string', default: '5' },
  client: { type: 'string', default: 'kafkajs' },
  calm: { type: 'string', default: '900' },
  replicas: { type: 'string', default: '2' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function main(args: readonly string[]): Promise<number> {
  const values = read(args);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const folder = await mkdtemp(join(tmpdir(), 'dws-faults-'));
  const began = performance.now();
  const report = await faultRun({
    seed: Number(values.seed),
    faults: Number(values.faults),
    seconds: Number(values.seconds),
    rate: Number(values.rate),
    client: values.client,
    calmSeconds: Number(values.calm),
    replicas: Number(values.replicas),
    folder,
    tell: (line) => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(0);
      process.stderr.write(`${seconds.padStart(5)} s  ${line}\n`);
    },
  });
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
  if (report.flaws.length > 0) {
    process.stderr.write(`logs and evidence: ${folder}\n`);
    return 1;
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return 0;
}

hideKnownWarnings();
process.exit(await main(process.argv.slice(2)));
