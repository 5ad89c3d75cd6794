/**
 * How fast the sandbox is, in process and over HTTP with client and server in one process. Counted for a second of
 * this process's CPU time, all threads, so that a busy machine does not change what is measured.
 * `node services/sandbox/bench/throughput.ts` prints JSON; each figure is the median of five runs, with all five.
 */
import { HttpSystems, sandboxManifest } from '@dws/http-systems';
import type { SystemReader, SystemWriter, WriteRequest } from '@dws/ports';
import { InProcessSystems, openCompany } from '@dws/sandbox-company';
import { buildSandbox } from '../src/app.ts';

const clock = { now: () => Date.now() };
const RUNS = 5;
const DEADLINE_MS = 60_000;
let reference = 0;

function read(systems: SystemReader, number: number) {
  const id = `acc-${String((number % 72) + 1).padStart(4, '0')}`;
  return systems.read({ system: 'crm', recordType: 'account', by: { id } }, clock.now() + DEADLINE_MS);
}

function write(systems: SystemWriter, number: number) {
  reference += 1;
  const accountId = `acc-${String((number % 72) + 1).padStart(4, '0')}`;
  const request: WriteRequest = {
    system: 'crm',
    operation: 'account.update-health-score',
    arguments: { accountId, healthScore: number % 100 },
    reference: `ref-${reference}`,
    worker: 'bench',
    caseId: `case-${reference}`,
    digest: `digest-${reference}`,
    expects: [],
  };
  return systems.write(request, clock.now() + DEADLINE_MS);
}

async function rate(count: number, concurrency: number, work: (number: number) => Promise<unknown>) {
  const runs: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    let next = 0;
    const began = process.cpuUsage();
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        while (next < count) {
          next += 1;
          await work(next);
        }
      }),
    );
    const { user, system } = process.cpuUsage(began);
    // The first run warms up.
    if (run > 0) runs.push(Math.round((count * 1_000_000) / (user + system)));
  }
  return { perCpuSecond: runs.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)], runs };
}

const company = openCompany({ seed: 7, clock });
const inProcess = new InProcessSystems(company, { clock });
const sandbox = await buildSandbox({ clock, seed: 7 });
const url = await sandbox.app.listen({ host: '127.0.0.1', port: 0 });
const overHttp = new HttpSystems({ manifest: sandboxManifest(url), clock });

const figures = {
  inProcessReads: await rate(200_000, 8, (number) => read(inProcess, number)),
  inProcessWrites: await rate(200_000, 8, (number) => write(inProcess, number)),
  httpReads: await rate(10_000, 32, (number) => read(overHttp, number)),
  httpWrites: await rate(10_000, 32, (number) => write(overHttp, number)),
  duplicates: company.ledger.duplicates().length,
};
await overHttp.close();
await sandbox.close();
console.log(JSON.stringify({ node: process.version, ...figures }, undefined, 2));
