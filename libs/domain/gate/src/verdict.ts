import type { Reason } from '@dws/contracts';

export type GateResult = 'allow' | 'review' | 'deny';

/** What the policies say of a proposal, before limits. */
export interface Verdict {
  readonly result: GateResult;
  readonly mode: 'live' | 'shadow';
  readonly stage: string;
  /** One or more for each step that was reached, in order. */
  readonly reasons: readonly Reason[];
  /** Why a person is asked, in plain words; empty unless review. */
  readonly why: string;
  /** Roles or people; empty unless review. */
  readonly reviewers: readonly string[];
  readonly deadlineHours: number;
}

/** Reasons of the steps, and how strict they are together. */
export class Steps {
  readonly reasons: Reason[] = [];
  #result: GateResult = 'allow';
  readonly #asks: string[] = [];

  get result(): GateResult {
    return this.#result;
  }

  /** What asks for a person. */
  get why(): string {
    return this.#asks.join('; ');
  }

  /** Notes a step; the strictest so far stands. */
  note(step: string, code: string, text: string, result: GateResult = 'allow'): void {
    this.reasons.push({ step, code, text });
    this.#result = strictest(this.#result, result);
    if (result === 'review') this.#asks.push(text);
  }
}

const STRICTNESS: Readonly<Record<GateResult, number>> = { allow: 0, review: 1, deny: 2 };

export function strictest(a: GateResult, b: GateResult): GateResult {
  return STRICTNESS[a] >= STRICTNESS[b] ? a : b;
}
