import { setTimeout as delay } from 'node:timers/promises';
import { DwsError, type Clock } from '@dws/kernel';
import type {
  EffectClass,
  ReadRequest,
  Reversal,
  SystemReader,
  SystemRecord,
  SystemWriter,
  WriteReceipt,
  WriteRequest,
} from '@dws/ports';
import { effectClassOf, operationOf } from './catalogue.ts';
import type { Company } from './company.ts';
import type { CompanyRecord } from './record.ts';
import { underFaults, type Seen } from './under-faults.ts';

export interface InProcessOptions {
  readonly clock: Clock;
  /** Waits this many milliseconds; told latencies and deadlines go by it. Real timers by default. */
  readonly sleep?: ((milliseconds: number) => Promise<void>) | undefined;
}

const NONE: readonly CompanyRecord[] = [];

/** A company's systems in the caller's own process, behind the same ports as over HTTP, faults included. */
export class InProcessSystems implements SystemReader, SystemWriter {
  readonly #company: Company;
  readonly #clock: Clock;
  readonly #sleep: (milliseconds: number) => Promise<void>;

  constructor(company: Company, options: InProcessOptions) {
    this.#company = company;
    this.#clock = options.clock;
    this.#sleep = options.sleep ?? ((milliseconds) => delay(milliseconds));
  }

  effectClass(system: string, operation: string): EffectClass {
    return effectClassOf(system, operation);
  }

  reversal(system: string, operation: string): Reversal | null {
    return operationOf(system, operation).reversal;
  }

  async read(request: ReadRequest, deadline: number): Promise<readonly SystemRecord[]> {
    const { system, recordType, by } = request;
    this.#assertTime(system, deadline);
    const seen = this.#within(
      deadline,
      underFaults(this.#company, { system, recordType }, this.#sleep, () => {
        const table = this.#company.table(system, recordType);
        if ('match' in by) return table.find(by.match, by.limit);
        const record = table.get(by.id);
        return record === undefined ? NONE : [record];
      }),
    );
    const result = seen instanceof Promise ? await seen : seen;
    if (result?.kind !== 'answered') throw unavailable(system, `${recordType}: ${troubleOf(result)}`);
    const readAt = this.#company.now();
    return result.answer.map(({ id, version, fields }) => ({
      system,
      recordType,
      id,
      version,
      readAt,
      fields,
    }));
  }

  async write(request: WriteRequest, deadline: number): Promise<WriteReceipt> {
    const { system, operation } = request;
    effectClassOf(system, operation);
    this.#assertTime(system, deadline);
    const seen = this.#within(
      deadline,
      underFaults(this.#company, { system, operation }, this.#sleep, () => this.#company.perform(request)),
    );
    const result = seen instanceof Promise ? await seen : seen;
    if (result?.kind === 'answered') return result.answer;
    const message = `${operation}: ${troubleOf(result)}`;
    if (result?.kind === '429' || result?.kind === 'down') throw unavailable(system, message);
    throw new DwsError('system-outcome-unknown', `${system} ${message}`, { system, operation });
  }

  async query(
    system: string,
    operation: string,
    reference: string,
    deadline: number,
  ): Promise<WriteReceipt | null> {
    this.#assertTime(system, deadline);
    const seen = this.#within(
      deadline,
      underFaults(this.#company, { system, recordType: operation }, this.#sleep, () =>
        this.#company.query(system, operation, reference),
      ),
    );
    const result = seen instanceof Promise ? await seen : seen;
    if (result?.kind !== 'answered') throw unavailable(system, `${operation}: ${troubleOf(result)}`);
    return result.answer;
  }

  #assertTime(system: string, deadline: number): void {
    if (deadline <= this.#clock.now()) throw unavailable(system, 'the deadline had passed; nothing was sent');
  }

  /** `undefined` at the deadline; the request itself goes on, as it would in a system of its own. */
  #within<T>(deadline: number, seen: Seen<T> | Promise<Seen<T>>): Seen<T> | Promise<Seen<T> | undefined> {
    if (!(seen instanceof Promise)) return seen;
    // A caller that has gone does not hear of a refusal either.
    seen.catch(() => undefined);
    return Promise.race([seen, this.#sleep(deadline - this.#clock.now()).then(() => undefined)]);
  }
}

function unavailable(system: string, what: string): DwsError {
  return new DwsError('system-unavailable', `${system} ${what}`, { system });
}

function troubleOf(seen: { readonly kind: string } | undefined): string {
  return seen === undefined ? 'no answer before the deadline' : `fault "${seen.kind}"`;
}
