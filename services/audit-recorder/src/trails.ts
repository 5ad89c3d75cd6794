import type { EventStore } from '@dws/ports';
import { emptyTrail, trailHeadOf, type TrailHead } from './trail-head.ts';

/** Heads of the trails in use, one per worker; read when a trail is first needed and kept in step from then on. */
export class Trails {
  readonly #store: EventStore;
  readonly #heads = new Map<string, TrailHead>();

  constructor(store: EventStore) {
    this.#store = store;
  }

  has(stream: string): boolean {
    return this.#heads.has(stream);
  }

  get(stream: string): TrailHead {
    return this.#heads.get(stream) ?? emptyTrail(stream);
  }

  set(stream: string, head: TrailHead): void {
    this.#heads.set(stream, head);
  }

  async load(stream: string): Promise<TrailHead> {
    const [last] = await this.#store.read(stream, { direction: 'backwards', limit: 1 });
    const head = last ? trailHeadOf(last) : emptyTrail(stream);
    this.#heads.set(stream, head);
    return head;
  }
}
