import { eventually } from '@dws/testing';
import { setTimeout as delay } from 'node:timers/promises';
import type { CrashSignal } from './crash-signals.ts';

export interface Addresses {
  readonly gatewayUrl: string;
  readonly controlPlaneUrl: string;
  readonly sandboxUrl: string;
  readonly sandboxReadToken: string;
}

export interface LedgerRow {
  readonly reference: string;
  readonly caseId: string;
  readonly digest: string;
}

interface ReviewItem {
  readonly reviewId: string;
  readonly caseId: string;
  readonly subject: string;
  readonly actionKind: string;
}

interface CaseTimeline {
  readonly state: { readonly phase: string };
  readonly timeline: readonly { readonly type: string }[];
}

function counter({ timeline }: CaseTimeline): (type: string) => number {
  return (wanted) => timeline.filter(({ type }) => type === wanted).length;
}

const PAUSE_MS = 150;
/** The step without which revenue-execution takes back what it did (docs/adr/0141). */
const INSISTED_ON = 'message.send';
/** Holds every role that a review of these cases asks for, one after the other. */
const PEOPLE = ['carla', 'dev', 'erin', 'ada'];

/** The platform from outside, as publishers, people and an auditor of the business systems see it. */
export class CompanyClient {
  readonly #at: Addresses;

  constructor(at: Addresses) {
    this.#at = at;
  }

  /** Posts until it is acknowledged, as a publisher must: the gateway may die before or after it took the signal. */
  async publish({ event }: CrashSignal): Promise<void> {
    for (;;) {
      const answer = await ask(`${this.#at.gatewayUrl}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents+json' },
        body: JSON.stringify(event),
      });
      if (answer?.status === 202) return;
      await delay(PAUSE_MS);
    }
  }

  /** Resolves when every case is closed, or is done but for what a person must decide. */
  async settled(caseIds: readonly string[], withinMs: number): Promise<void> {
    for (const id of caseIds) await eventually(`case ${id} is settled`, withinMs, () => this.#isSettled(id));
  }

  async #isSettled(id: string): Promise<boolean> {
    await delay(PAUSE_MS);
    const found = await this.#case(id);
    if (!found) return false;
    if (found.state.phase === 'closed') return true;
    const count = counter(found);
    const ended = count('action-executed') + count('action-failed') + count('action-in-doubt');
    const asked = count('review-requested') - count('review-decided');
    if (count('reversal-claimed') !== count('action-reversed') + count('reversal-failed')) return false;
    return (
      count('gate-decided') > 0 && count('claimed') === ended && asked + ended >= count('action-proposal')
    );
  }

  /**
   * Approves the first open review about the subject, or rejects the one that the plan insists on, as whoever may;
   * tries until it is answered. Depending on the worker's stage other reviews are open beside it. A rejection waits until the case has done what else it may: only then is there something to undo.
   * @returns the case that the review belongs to
   */
  async decide(verdict: 'approve' | 'reject', subject: string, withinMs: number): Promise<string> {
    let caseId = '';
    await eventually(`a review about ${subject} is decided`, withinMs, async () => {
      await delay(PAUSE_MS);
      const found = caseId === '' ? null : await this.#case(caseId);
      // Decided already, by a try whose answer was lost.
      if (found && counter(found)('review-decided') > 0) return true;
      const open = await this.#read<{ reviews: readonly ReviewItem[] }>('/reviews?limit=200');
      const review = open?.reviews.find(
        (item) => item.subject === subject && (verdict === 'approve' || item.actionKind === INSISTED_ON),
      );
      if (!review) return false;
      caseId = review.caseId;
      if (verdict === 'reject' && !(await this.#isSettled(caseId))) return false;
      return this.#decide(verdict, review);
    });
    return caseId;
  }

  async #decide(verdict: string, { reviewId }: ReviewItem): Promise<boolean> {
    const packet = await this.#read<{ digest: string }>(`/reviews/${reviewId}`);
    if (!packet) return false;
    for (const person of PEOPLE) {
      const answer = await ask(`${this.#at.controlPlaneUrl}/api/v1/reviews/${reviewId}/${verdict}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-dws-person': person },
        body: JSON.stringify({ digest: packet.digest }),
      });
      if (answer?.status === 200) return true;
      if (!answer) return false;
    }
    return false;
  }

  /** Gives a kill order for a worker; resolves when it is answered, with the points that did not answer themselves. */
  async kill(worker: string): Promise<{ readonly fenced: readonly string[] }> {
    const answer = await ask(`${this.#at.controlPlaneUrl}/api/v1/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-dws-person': 'olga' },
      body: JSON.stringify({ kind: 'kill', grain: 'worker', target: worker, reason: 'a test' }),
    });
    if (answer?.status !== 201)
      throw new Error(`the order was answered ${answer?.status}: ${await answer?.text()}`);
    return (await answer.json()) as { fenced: readonly string[] };
  }

  /** Types of the case's events, in order; empty before the first. */
  async timeline(caseId: string): Promise<readonly string[]> {
    return (await this.#case(caseId))?.timeline.map(({ type }) => type) ?? [];
  }

  async ledger(): Promise<readonly LedgerRow[]> {
    const answer = await ask(`${this.#at.sandboxUrl}/ledger?limit=10000`, {
      headers: { authorization: `Bearer ${this.#at.sandboxReadToken}` },
    });
    return ((await answer?.json()) as { rows: readonly LedgerRow[] }).rows;
  }

  /** Makes one operation of a system answer as if the system were down, until `withdrawFaults`. */
  async takeDown(system: string, operation: string): Promise<void> {
    const answer = await ask(`${this.#at.sandboxUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#at.sandboxReadToken}` },
      // With a time to come again: nothing was done, and the caller knows it.
      body: JSON.stringify({ system, operation, kind: 'down', ms: 1_000 }),
    });
    if (answer?.status !== 201) throw new Error(`the fault was answered ${answer?.status}`);
  }

  async withdrawFaults(): Promise<void> {
    await ask(`${this.#at.sandboxUrl}/faults`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${this.#at.sandboxReadToken}` },
    });
  }

  #case(id: string): Promise<CaseTimeline | null> {
    return this.#read<CaseTimeline>(`/cases/${id}`);
  }

  async #read<T>(path: string): Promise<T | null> {
    const url = `${this.#at.controlPlaneUrl}/api/v1${path}`;
    const answer = await ask(url, { headers: { 'x-dws-person': 'ada' } });
    return answer?.status === 200 ? ((await answer.json()) as T) : null;
  }
}

const TIMEOUT_MS = 10_000;

/** Null where nobody answers. */
async function ask(url: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    return null;
  }
}
