import { hideKnownWarnings } from '@dws/host';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { soak } from './soak.ts';
import { startSoakPlatform } from './soak-platform.ts';
import { shares, verdictOf } from './verdict.ts';

const USAGE = `usage: scripts/soak [options]
  The whole platform in one process on the embedded adapters, the business systems in another, under steady load.
  --minutes M   how long it is measured (default 60)
  --warmup M    how long it runs before (default 3)
  --rate R      signals a second (default 100)
  --json        the report with every sample as JSON on standard output
  exit codes: 0 memory, handles and latency are flat, 1 something grows, 2 wrong arguments
`;

const OPTIONS = {
  minutes: { type: 'string', default: '60' },
  warmup: { type: 'string', default: '3' },
  rate: { type: 'string', default: '100' },
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
  const folder = await mkdtemp(join(tmpdir(), 'dws-soak-'));
  const platform = await startSoakPlatform(folder);
  try {
    const report = await soak(platform, {
      minutes: Number(values.minutes),
      warmupMinutes: Number(values.warmup),
      rate: Number(values.rate),
      tell: (line) => void process.stderr.write(`${line}\n`),
    });
    const { flaws, remarks } = verdictOf(report);
    if (values.json) process.stdout.write(`${JSON.stringify({ ...report, flaws, remarks })}\n`);
    else {
      const rows = Object.entries(report.slopes).map(
        ([name, slope]) =>
          `${name.padEnd(16)}${slope.mean.toFixed(1).padStart(16)}   ${shares(slope)} an hour\n`,
      );
      process.stdout.write(
        [`${report.actions} actions\n`, ...rows, ...remarks.map((one) => `${one}\n`)].join(''),
      );
    }
    for (const flaw of flaws) process.stderr.write(`FLAW ${flaw}\n`);
    return flaws.length > 0 ? 1 : 0;
  } finally {
    await platform.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

hideKnownWarnings();
process.exit(await main(process.argv.slice(2)));
