import {
  checkpointRow,
  factsKey,
  judge,
  type AccessAnswer,
  type AccessRequest,
  type CheckpointAnswer,
  type GateFacts,
  type RegisteredWorker,
  type Verdict,
} from '@dws/gate';
import { isDomain, type Digest, type Domain } from '@dws/kernel';
import type { DomainPolicies } from './domain-policies.ts';
import { Memo } from './memo.ts';

/** Verdicts kept in memory, and answers about access: a verdict is about a kilobyte. */
const VERDICTS_KEPT = 20_000;
const ACCESS_KEPT = 5_000;

/** The policies in force, with their verdicts remembered by their exact facts. */
export class Policies {
  /** SHA-256 over every policy file. */
  readonly hash: Digest;
  readonly #domains: ReadonlyMap<Domain, DomainPolicies>;
  readonly #verdicts = new Memo<Verdict>(VERDICTS_KEPT);
  readonly #access = new Memo<AccessAnswer>(ACCESS_KEPT);
  readonly #registrations = new WeakMap<RegisteredWorker, string>();
  #nextRegistration = 0;

  constructor(hash: Digest, domains: ReadonlyMap<Domain, DomainPolicies>) {
    this.hash = hash;
    this.#domains = domains;
  }

  /** @throws RangeError for a domain that is none */
  of(domain: string): DomainPolicies {
    const policies = isDomain(domain) ? this.#domains.get(domain) : undefined;
    if (!policies) throw new RangeError(`there are no policies for domain "${domain}"`);
    return policies;
  }

  /** The verdict on these facts, where it was worked out before. */
  known(facts: GateFacts, worker: RegisteredWorker | null): Verdict | undefined {
    return this.#verdicts.get(this.#keyOf(facts, worker));
  }

  /** The verdict on these facts. Never fails: what cannot be evaluated denies. */
  async verdict(facts: GateFacts, worker: RegisteredWorker | null): Promise<Verdict> {
    const key = this.#keyOf(facts, worker);
    const known = this.#verdicts.get(key);
    if (known) return known;
    const policies = this.of(facts.domain);
    const checkpoint = await ask(policies, facts, worker);
    const verdict = judge(facts, worker, {
      authorize: (request) => this.#authorize(policies, request),
      checkpoint,
      defaults: policies.defaults,
    });
    // What failed may work the next time: a failure is never remembered.
    if (!verdict.reasons.some(({ code }) => code === 'policy-error')) this.#verdicts.set(key, verdict);
    return verdict;
  }

  #authorize({ authorizer, settings }: DomainPolicies, request: AccessRequest): AccessAnswer {
    const key = settings.domain + JSON.stringify(request);
    const known = this.#access.get(key);
    if (known) return known;
    const answer = authorizer.decide(request);
    if (answer.errors.length === 0) this.#access.set(key, answer);
    return answer;
  }

  /** A registration is one object as long as it stands; a changed one is another. */
  #keyOf(facts: GateFacts, worker: RegisteredWorker | null): string {
    return (worker ? this.#registrationOf(worker) : '-') + factsKey(facts);
  }

  #registrationOf(worker: RegisteredWorker): string {
    const known = this.#registrations.get(worker);
    if (known) return known;
    const fresh = String(this.#nextRegistration++);
    this.#registrations.set(worker, fresh);
    return fresh;
  }
}

async function ask(
  { table, answers }: DomainPolicies,
  facts: GateFacts,
  worker: RegisteredWorker | null,
): Promise<CheckpointAnswer | Error | null> {
  try {
    const row = await table.evaluate({ ...checkpointRow(facts, worker) });
    return row ? (answers.get(row.id) ?? null) : null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
