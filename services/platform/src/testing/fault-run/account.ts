import type { IncomingMessage } from '@dws/ports';
import { ask } from './ask.ts';
import type { History } from './history.ts';
import type { Installation } from './installation.ts';
import { SOURCE, type Signal } from './traffic.ts';

/** What became of the published signals, by what was expected of them. */
export interface Account {
  readonly cases: number;
  readonly noCase: number;
  readonly deadLetters: number;
  readonly flaws: readonly string[];
}

const CHUNK = 500;
/** Traces that are asked for; each reads the topic once. */
const TRACED = 20;

/** Holds every signal that was acknowledged against what stands in the store, among the dead letters and on the topics. */
export async function accountFor(
  on: Installation,
  signals: readonly Signal[],
  { oracle }: History,
  controlPlane: string,
): Promise<Account> {
  const flaws: string[] = [];
  const { cases } = oracle.known;
  const letters = new Set(
    (await everything(on, (topic) => topic.endsWith('.dlq'))).map(
      ({ headers }) => `${headers['dws_dlq_code']} ${headers['ce_id']}`,
    ),
  );
  const wanted = new Set<string>();
  const unmatched = new Set<string>();
  for (const { id, type, expected } of signals) {
    if (expected.what === 'cases') for (const caseId of expected.caseIds) wanted.add(caseId);
    if (expected.what === 'no-case') unmatched.add(id);
    if (expected.what === 'dead-letter' && !letters.has(`${expected.code} ${id}`))
      flaws.push(`lost: ${type} ${id} is no dead letter (${expected.code})`);
  }
  for (const caseId of wanted)
    if (!cases.has(`case-${caseId}`)) flaws.push(`lost: no case ${caseId} of a signal that was acknowledged`);
  for (const { caseId, signal } of cases.values())
    if (signal.source === SOURCE && !wanted.has(caseId))
      flaws.push(`case ${caseId} of ${signal.signalType} ${signal.signalId}, which nobody published`);
  flaws.push(...(await untraced(on, unmatched, controlPlane)));
  return {
    cases: wanted.size,
    noCase: unmatched.size,
    deadLetters: signals.filter(({ expected }) => expected.what === 'dead-letter').length,
    flaws,
  };
}

/** Signals that no worker takes up stand on their topic, and a trace says why for every worker. */
async function untraced(
  on: Installation,
  ids: ReadonlySet<string>,
  controlPlane: string,
): Promise<readonly string[]> {
  const places = new Map(
    (await everything(on, (topic) => topic === on.names.topic('signals', 'finance'))).map(
      ({ headers, topic, partition, offset }) => [headers['ce_id'] ?? '', { topic, partition, offset }],
    ),
  );
  const flaws = [...ids].filter((id) => !places.has(id)).map((id) => `lost: ${id} is not on its topic`);
  for (const id of [...ids].slice(0, TRACED)) {
    const { topic = '', partition = 0, offset = '' } = places.get(id) ?? {};
    const url = `${controlPlane}/api/v1/trace?topic=${topic}&partition=${partition}&offset=${offset}`;
    const answer = await ask(url, { headers: { 'x-dws-person': 'ada' } });
    const { workers = [] } = (answer?.body ?? {}) as {
      workers?: readonly { exists: boolean; why: string | null }[];
    };
    if (workers.length === 0 || workers.some(({ exists, why }) => exists || why === null))
      flaws.push(`no trace says why ${id} led to no case`);
  }
  return flaws;
}

async function everything(
  { log }: Installation,
  wanted: (topic: string) => boolean,
): Promise<readonly IncomingMessage[]> {
  const found: IncomingMessage[] = [];
  for (const { name, partitions } of (await log.admin.describe()).filter(({ name }) => wanted(name)))
    for (let partition = 0; partition < partitions; partition += 1)
      for (let from = '0'; ;) {
        const read = await log.peek(name, partition, from, CHUNK);
        found.push(...read);
        const last = read.at(-1);
        if (!last) break;
        from = String(BigInt(last.offset) + 1n);
      }
  return found;
}
