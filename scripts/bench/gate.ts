import { cedarAuthorizer } from '@dws/cedar';
import { factsKey, type GateFacts, type RegisteredWorker } from '@dws/gate';
import { loadPolicies, type Policies } from '@dws/policies';
import { zenTable } from '@dws/zen';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Gate verdicts a second: cold (every fact new, both engines asked) and remembered. One domain with at least 50
 * policies and a table of 200 rows. Prints JSON; rates are per second of one core's CPU time, and by the clock.
 *
 *   node scripts/bench/gate.ts [runs]
 */
const RUNS = Number(process.argv[2] ?? 5);
const VERDICTS = 4_000;
const ROWS = 200;
const POLICIES = 50;
const SHIPPED = new URL('../../services/governor/policies/', import.meta.url);

interface Table {
  nodes: { content?: { rules: Record<string, string>[] } }[];
}

async function bigPolicies(): Promise<Policies> {
  const folder = await mkdtemp(join(tmpdir(), 'gate-bench-'));
  try {
    await cp(SHIPPED, folder, { recursive: true });
    const path = join(folder, 'customer-experience/checkpoints.json');
    const table = JSON.parse(await readFile(path, 'utf8')) as Table;
    const rules = table.nodes.find(({ content }) => content)?.content?.rules ?? [];
    const last = rules.at(-1) ?? {};
    const extra = Array.from({ length: ROWS - rules.length }, (_, index) => ({
      ...last,
      _id: `row-${index}`,
      actionKind: JSON.stringify(`kind-${index}`),
    }));
    rules.splice(-1, 0, ...extra);
    await writeFile(path, JSON.stringify(table));
    const policies = Array.from(
      { length: POLICIES },
      (_, index) =>
        `@id("bench-${index}") permit(principal == dws::Worker::"worker-${index}", action == dws::Action::"propose", resource) when { context.kind == "kind-${index}" };`,
    );
    await writeFile(join(folder, 'customer-experience/bench.cedar'), policies.join('\n'));
    return await loadPolicies(pathToFileURL(`${folder}/`), { authorizer: cedarAuthorizer, table: zenTable });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const worker: RegisteredWorker = {
  manifest: {
    id: 'churn-signal',
    domain: 'customer-experience',
    version: '1.0.0',
    purpose: '',
    businessOwner: 'a',
    technicalOwner: 'b',
    triggers: [],
    reads: [],
    actions: [
      {
        kind: 'crm.update-health-score',
        system: 'crm',
        operation: 'account.update-health-score',
        risk: 'low',
        external: false,
        meaningful: true,
        expiresAfterHours: 1,
      },
    ],
    prohibited: [],
    escalations: [],
    supersedes: false,
    stage: 'supervised',
    retrySeconds: [],
    baselineMinutes: {},
  },
  stage: 'supervised',
  status: 'active',
  codeHash: '',
};

/** `fields` reaches the authorizer, `valueMinor` the table: neither can be remembered. */
function facts(number: number): GateFacts {
  return {
    worker: 'churn-signal',
    workerVersion: '1.0.0',
    domain: 'customer-experience',
    actionKind: 'crm.update-health-score',
    system: 'crm',
    operation: 'account.update-health-score',
    risk: 'low',
    external: false,
    meaningful: true,
    confidence: 0.9,
    customerTier: 'business',
    valueMinor: number,
    currency: 'EUR',
    category: '',
    path: '',
    fields: [`field${number}`],
    edit: null,
  };
}

interface Rate {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

async function rate(count: number, run: () => Promise<void>): Promise<Rate> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await run();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: count / seconds, perCpuSecond: count / ((user + system) / 1e6) };
}

const policies = await bigPolicies();
const first = await policies.verdict(facts(-1), worker);
if (first.result !== 'allow') throw new Error(`expected an allow, found ${JSON.stringify(first)}`);

const BATCH = 200;
let next = 0;
const cold: Rate[] = [];
const remembered: Rate[] = [];
for (let run = 0; run <= RUNS; run++) {
  const from = next;
  next += VERDICTS;
  const coldRate = await rate(VERDICTS, async () => {
    for (let start = from; start < from + VERDICTS; start += BATCH) {
      await Promise.all(
        Array.from({ length: BATCH }, (_, index) => policies.verdict(facts(start + index), worker)),
      );
    }
  });
  const hits = Array.from({ length: VERDICTS }, (_, index) => facts(from + index));
  const hitRate = await rate(VERDICTS * 10, async () => {
    for (let round = 0; round < 10; round++) {
      for (const fact of hits) {
        if (!policies.known(fact, worker)) throw new Error(`forgotten: ${factsKey(fact)}`);
      }
    }
  });
  // The first run warms the code up.
  if (run === 0) continue;
  cold.push(coldRate);
  remembered.push(hitRate);
}

function summary(rates: readonly Rate[], member: keyof Rate) {
  const sorted = rates.map((entry) => Math.round(entry[member])).toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], lowest: sorted[0], highest: sorted.at(-1) };
}

const report = (rates: readonly Rate[]) => ({
  perSecond: summary(rates, 'perSecond'),
  perCpuSecond: summary(rates, 'perCpuSecond'),
});

console.log(
  JSON.stringify(
    {
      bench: 'gate',
      node: process.version,
      cpu: cpus()[0]?.model,
      policies: POLICIES,
      rows: ROWS,
      runs: RUNS,
      verdictsPerRun: VERDICTS,
      cold: report(cold),
      remembered: report(remembered),
    },
    null,
    2,
  ),
);
