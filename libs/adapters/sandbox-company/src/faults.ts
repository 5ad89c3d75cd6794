import type { Clock } from '@dws/kernel';

export const FAULT_KINDS = [
  'latency',
  '429',
  '500',
  'answer-lost-after-commit',
  'down',
  'wrong-schema',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** What to do wrong, told by a test or a person. */
export interface FaultOrder {
  readonly system: string;
  /** Only this write. */
  readonly operation?: string | undefined;
  /** Only reads of this type. Without either: everything of the system. */
  readonly recordType?: string | undefined;
  readonly kind: FaultKind;
  /** How many requests it meets; without it and `until`, all of them. */
  readonly times?: number | undefined;
  /** Milliseconds since the epoch at which it ends. */
  readonly until?: number | undefined;
  /** Latency in milliseconds; for `429` and `down`, what Retry-After says (rounded up to seconds). */
  readonly ms?: number | undefined;
}

export interface Fault extends FaultOrder {
  readonly id: string;
  readonly met: number;
}

export type FaultTarget =
  | { readonly system: string; readonly operation: string }
  | { readonly system: string; readonly recordType: string };

/** What one request meets: a delay first, then perhaps something worse. */
export interface Trouble {
  readonly delayMs: number;
  readonly kind: Exclude<FaultKind, 'latency'> | undefined;
  readonly retryAfterMs: number | undefined;
}

/** Most faults that may be told at once. */
export const MAX_FAULTS = 100;

/** The faults that are told now. With none, {@link take} costs one comparison. */
export class Faults {
  readonly #clock: Clock;
  #told: (Fault & { met: number })[] = [];
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws RangeError when {@link MAX_FAULTS} are told already. */
  tell(order: FaultOrder): Fault {
    if (this.list().length >= MAX_FAULTS) {
      throw new RangeError(`expected at most ${MAX_FAULTS} faults at once; withdraw some`);
    }
    this.#last += 1;
    const fault = { ...order, id: `fault-${this.#last}`, met: 0 };
    this.#told.push(fault);
    return { ...fault };
  }

  list(): readonly Fault[] {
    this.#told = this.#told.filter((fault) => !this.#isOver(fault));
    return this.#told.map((fault) => ({ ...fault }));
  }

  /** Withdraws one fault, or all. @returns how many. */
  withdraw(id?: string): number {
    const before = this.#told.length;
    this.#told = id === undefined ? [] : this.#told.filter((fault) => fault.id !== id);
    return before - this.#told.length;
  }

  /** What this request meets; counts it against the faults it met. */
  take(target: FaultTarget): Trouble | undefined {
    if (this.#told.length === 0) return undefined;
    const met = this.#told.filter((fault) => !this.#isOver(fault) && concerns(fault, target));
    const latencies = met.filter((fault) => fault.kind === 'latency');
    const worst = met.find((fault) => fault.kind !== 'latency');
    for (const fault of latencies) fault.met += 1;
    if (worst !== undefined) worst.met += 1;
    if (latencies.length === 0 && worst === undefined) return undefined;
    return {
      delayMs: latencies.reduce((total, fault) => total + (fault.ms ?? 0), 0),
      kind: worst?.kind === 'latency' ? undefined : worst?.kind,
      retryAfterMs: worst?.ms,
    };
  }

  #isOver(fault: Fault): boolean {
    if (fault.times !== undefined && fault.met >= fault.times) return true;
    return fault.until !== undefined && this.#clock.now() >= fault.until;
  }
}

function concerns(fault: FaultOrder, target: FaultTarget): boolean {
  if (fault.system !== target.system) return false;
  if (fault.operation !== undefined) return 'operation' in target && fault.operation === target.operation;
  if (fault.recordType !== undefined) return 'recordType' in target && fault.recordType === target.recordType;
  return true;
}
