import type { LedgerEntry } from '@dws/simulator';
import type { Processes } from '../../processes/start-processes.ts';
import { ask } from './ask.ts';

type Sandbox = Pick<Processes, 'sandboxUrl' | 'sandboxReadToken'>;

/** One write that the company's systems performed, as they tell it themselves. */
export interface LedgerRow extends LedgerEntry {
  /** 1, 2, 3 … over all systems. */
  readonly sequence: number;
  /** RFC 3339. */
  readonly time: string;
}

const headersOf = ({ sandboxReadToken }: Sandbox) => ({ authorization: `Bearer ${sandboxReadToken}` });
const PAGE = 5_000;

/** Every write after this one; null where the systems do not answer. */
export async function ledgerAfter(sandbox: Sandbox, sequence: number): Promise<readonly LedgerRow[] | null> {
  const rows: LedgerRow[] = [];
  for (;;) {
    const after = rows.at(-1)?.sequence ?? sequence;
    const url = `${sandbox.sandboxUrl}/ledger?after=${after}&limit=${PAGE}`;
    const answer = await ask(url, { headers: headersOf(sandbox) });
    if (answer?.status !== 200) return null;
    const { rows: page } = answer.body as { rows: readonly LedgerRow[] };
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

/** Told while it may be down itself: then there is nothing to make worse. */
export async function tellFault(
  sandbox: Sandbox,
  order: { readonly system: string; readonly kind: string; readonly times: number },
): Promise<void> {
  await ask(`${sandbox.sandboxUrl}/faults`, { method: 'POST', headers: headersOf(sandbox), body: order });
}

export async function withdrawFaults(sandbox: Sandbox): Promise<void> {
  await ask(`${sandbox.sandboxUrl}/faults`, { method: 'DELETE', headers: headersOf(sandbox) });
}
