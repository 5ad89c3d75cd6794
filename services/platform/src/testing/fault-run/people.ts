import { randomOf, type Random } from '@dws/simulator';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, type Answer } from './ask.ts';

interface ReviewItem {
  readonly reviewId: string;
  readonly caseId: string;
}

interface Packet {
  readonly digest: string;
  readonly action: { readonly arguments: Readonly<Record<string, unknown>> };
}

/** A person's word that the control plane has acknowledged. */
export interface Decided {
  readonly reviewId: string;
  readonly caseId: string;
  readonly verdict: 'approve' | 'edit' | 'reject';
  readonly by: string;
}

/** Hold every role that reviews ask for, one after the other. */
const REVIEWERS = ['carla', 'dev', 'erin', 'ada', 'ben'];
const PAUSE_MS = 1_000;
const MOST_AT_ONCE = 4;

/** People of the company, by a script: they decide reviews and give control orders. */
export class People {
  readonly #controlPlanes: readonly string[];
  readonly decided: Decided[] = [];
  /** Answers to decisions that were none of these, by status; 0 where nobody answered. */
  readonly refused = new Map<number, number>();
  /** Orders that were answered: so many of each kind. */
  readonly ordered = new Map<string, number>();
  #turn = 0;

  constructor(controlPlanes: readonly string[]) {
    this.#controlPlanes = controlPlanes;
  }

  async review(seed: number, stopping: AbortSignal): Promise<void> {
    const random = randomOf(seed, 'reviews');
    while (!stopping.aborted) {
      await delay(PAUSE_MS);
      const answer = await this.#ask('ada', '/reviews?limit=200');
      const { reviews } =
        answer?.status === 200 ? (answer.body as { reviews: ReviewItem[] }) : { reviews: [] };
      for (let left = MOST_AT_ONCE; left > 0 && reviews.length > 0; left -= 1)
        await this.#decide(random.pick(reviews), random);
    }
  }

  async #decide({ reviewId, caseId }: ReviewItem, random: Random): Promise<void> {
    const packet = (await this.#ask('ada', `/reviews/${reviewId}`))?.body as Packet | undefined;
    const kind = random.next();
    const edited = packet?.action ? rewritten(packet.action.arguments) : null;
    // Some are left for another day.
    if (!packet?.digest || kind < 0.15) return;
    const verdict = kind < 0.3 ? 'reject' : kind < 0.5 && edited ? 'edit' : 'approve';
    const body = { digest: packet.digest, ...(verdict === 'edit' ? { editedArguments: edited } : {}) };
    for (const by of REVIEWERS) {
      const answer = await this.#ask(by, `/reviews/${reviewId}/${verdict}`, body);
      const status = answer?.status ?? 0;
      // Somebody who holds another role.
      if (status === 403) continue;
      if (status === 200) this.decided.push({ reviewId, caseId, verdict, by });
      else this.refused.set(status, (this.refused.get(status) ?? 0) + 1);
      return;
    }
  }

  /** Now and then an order, and its end a few seconds later. */
  async order(seed: number, everySeconds: number, stopping: AbortSignal): Promise<void> {
    const random = randomOf(seed, 'orders');
    const given = { signal: stopping };
    const over = (): boolean => stopping.aborted;
    while (!over()) {
      await delay(everySeconds * 1_000 * (0.5 + random.next()), undefined, given).catch(() => undefined);
      if (over()) return;
      const kind = random.pick(['kill', 'pause'] as const);
      const [grain, target] = random.pick(GRAINS);
      await this.#order({ kind, grain, target });
      await delay(2_000 + random.next() * 4_000);
      await this.resumeAll();
    }
  }

  /** Ends every order that stands. @returns how many there were, or null where nobody says */
  async resumeAll(): Promise<number | null> {
    const answer = await this.#ask('olga', '/orders?standing=true&limit=500');
    if (answer?.status !== 200) return null;
    const { orders } = answer.body as { orders: { order: string; kind: string }[] };
    const holding = orders.filter(({ kind }) => kind !== 'resume' && kind !== 'stop-pending');
    for (const { order } of holding) await this.#order({ kind: 'resume', resumes: order });
    return holding.length;
  }

  async #order(order: { readonly kind: string } & Readonly<Record<string, string>>): Promise<void> {
    // A silent point is waited for until it is given up, and its cases are frozen.
    const answer = await this.#ask('olga', '/orders', { ...order, reason: 'a drill' }, 90_000);
    if (answer?.status === 201) this.ordered.set(order.kind, (this.ordered.get(order.kind) ?? 0) + 1);
  }

  #ask(person: string, path: string, body?: object, timeoutMs?: number): Promise<Answer | null> {
    this.#turn += 1;
    const at = this.#controlPlanes[this.#turn % this.#controlPlanes.length] ?? '';
    return ask(`${at}/api/v1${path}`, {
      headers: { 'x-dws-person': person },
      ...(body ? { method: 'POST' as const, body } : {}),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }
}

const GRAINS = [
  ['worker', 'churn-signal'],
  ['worker', 'ticket-classification'],
  ['worker', 'revenue-execution'],
  ['domain', 'customer-experience'],
  ['action-kind', 'crm.update-health-score'],
  ['customer', 'acc-0001'],
  ['everything', ''],
] as const;

/** The same arguments with another wording, where there is any. */
function rewritten(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  for (const name of ['body', 'text', 'title', 'description', 'reason']) {
    const value = args[name];
    if (typeof value === 'string') return { ...args, [name]: `${value} (as edited)` };
  }
  return null;
}
