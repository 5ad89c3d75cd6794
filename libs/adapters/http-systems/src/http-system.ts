import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhenResult,
  type BulkheadPolicy,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { Clock } from '@dws/kernel';
import { Pool } from 'undici';
import type { Attempt } from './attempt.ts';
import type { SystemManifest } from './manifest.ts';
import { sendOnce, type Outgoing } from './send-once.ts';

/** One system: its connections, its places for requests under way, its circuit. */
export class HttpSystem {
  readonly manifest: SystemManifest;
  readonly #pool: Pool;
  readonly #pathPrefix: string;
  readonly #places: BulkheadPolicy;
  readonly #circuit: CircuitBreakerPolicy;
  readonly #clock: Clock;

  constructor(manifest: SystemManifest, clock: Clock) {
    const { origin, pathname } = new URL(manifest.baseUrl);
    this.manifest = manifest;
    this.#clock = clock;
    this.#pathPrefix = pathname.replace(/\/$/, '');
    this.#pool = new Pool(origin, {
      connections: manifest.connections,
      pipelining: 1,
      connect: { timeout: manifest.connectTimeoutMs },
      // Each attempt has a timer of its own that covers waiting, sending and the whole answer.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: manifest.maxAnswerBytes,
    });
    this.#places = bulkhead(manifest.maxConcurrent, manifest.maxWaiting);
    this.#circuit = circuitBreaker(handleWhenResult(isFailure), {
      halfOpenAfter: manifest.circuit.tryAgainAfterMs,
      breaker: new ConsecutiveBreaker(manifest.circuit.openAfter),
    });
  }

  /** One attempt, within its bounds; what holds it back before it is sent is an attempt that was not sent. */
  async attempt(outgoing: Outgoing, deadline: number, timeoutMs: number): Promise<Attempt> {
    const request = { ...outgoing, path: `${this.#pathPrefix}${outgoing.path}` };
    try {
      return await this.#places.execute(() => {
        const left = Math.min(timeoutMs, deadline - this.#clock.now());
        if (left <= 0) return { kind: 'not-sent', why: 'the deadline passed while waiting for a place' };
        return this.#circuit.execute(() => sendOnce(this.#pool, request, left));
      });
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { kind: 'not-sent', why: 'the circuit is open' };
      if (error instanceof BulkheadRejectedError) return { kind: 'not-sent', why: 'maxWaiting is reached' };
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** A refusal is a healthy answer; only silence and inner failures speak against a system. */
function isFailure(result: unknown): boolean {
  const attempt = result as Attempt;
  return attempt.kind !== 'answered' || attempt.status >= 500;
}
