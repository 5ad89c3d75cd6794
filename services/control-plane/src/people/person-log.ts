import { encodeMetadata, nowOf, type ServicePorts } from '@dws/application';
import { serialiseEvent } from '@dws/contracts';
import { DwsError, eventIdOf, sha256 } from '@dws/kernel';
import { NO_STREAM } from '@dws/ports';
import type { Person } from './people.ts';

export interface Act {
  /** For example `review.approve`. */
  readonly action: string;
  readonly target: string;
  readonly allowed: boolean;
  /** Why not, or empty. */
  readonly reason: string;
}

const MAX_ATTEMPTS = 20;

/** Keeps what people did, and what they were denied, in the stream `people`. */
export class PersonLog {
  readonly #ports: ServicePorts;
  readonly #stream: string;

  constructor(ports: ServicePorts) {
    this.#ports = ports;
    this.#stream = ports.names.stream('people');
  }

  /** Resolves when it is durable: what is not on record did not happen. */
  async record(person: Person, act: Act): Promise<void> {
    const { store, clock, service } = this.#ports;
    const at = nowOf(clock);
    const data = serialiseEvent({ type: 'person-acted', data: { person: person.id, ...act, at } });
    const metadata = encodeMetadata({ at, by: service });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const [last] = await store.read(this.#stream, { direction: 'backwards', limit: 1 });
      const expectedRevision = last?.revision ?? NO_STREAM;
      const id = eventIdOf(this.#stream, expectedRevision + 1, sha256(data));
      const event = { id, type: 'person-acted', data, metadata };
      const [result] = await store.append([{ stream: this.#stream, expectedRevision, events: [event] }]);
      if (result?.outcome === 'appended') return;
    }
    throw new DwsError('wrong-expected-revision', `${this.#stream} is busy after ${MAX_ATTEMPTS} attempts`);
  }

  /** Records the denial, then throws it. */
  async deny(
    person: Person,
    action: string,
    target: string,
    reason: string,
    code: 'not-permitted' | 'review-not-permitted' = 'not-permitted',
  ): Promise<never> {
    await this.record(person, { action, target, allowed: false, reason });
    this.#ports.log.warn({ person: person.id, action, target, reason }, 'denied');
    throw new DwsError(code, reason, { action, target });
  }
}
