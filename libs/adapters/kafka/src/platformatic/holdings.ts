import { placeOf, type HeldPartition } from './held-partition.ts';

interface Dealt {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/**
 * The partitions of one member, through its rebalances. Dealt cooperatively, a partition stays with its member from one
 * generation of the group to the next; it does not when a generation was missed, because it may have been
 * somebody else's in between.
 */
export class Holdings {
  readonly #held = new Map<string, HeldPartition>();
  /** Taken away in the generation that stands: nobody else has them before the next one. */
  readonly #lost = new Map<string, HeldPartition>();
  #memberId = '';
  #generation = -1;
  #count = 0;

  get memberId(): string {
    return this.#memberId;
  }

  get generation(): number {
    return this.#generation;
  }

  get all(): readonly HeldPartition[] {
    return [...this.#held.values()];
  }

  /** Of everything whose records are in hand, also of what was taken away. */
  get lanes(): readonly Promise<void>[] {
    return [...this.#held.values(), ...this.#lost.values()].flatMap(({ lane }) => lane ?? []);
  }

  get(place: string): HeldPartition | undefined {
    return this.#held.get(place);
  }

  /** Takes what the group dealt in a generation; gives back what was not held before. */
  deal(memberId: string, generation: number, dealt: readonly Dealt[]): readonly HeldPartition[] {
    const isNext = generation === this.#generation || generation === this.#generation + 1;
    if (memberId !== this.#memberId || !isNext) this.clear();
    if (generation !== this.#generation) this.#lost.clear();
    this.#memberId = memberId;
    this.#generation = generation;
    const ours = dealt.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    const places = new Set(ours.map(placeOf));
    for (const [place, held] of this.#held) {
      if (places.has(place)) continue;
      held.lostIn = generation;
      held.waiting = [];
      this.#held.delete(place);
      this.#lost.set(place, held);
    }
    const added = ours.filter((one) => !this.#held.has(placeOf(one)));
    return added.map((one) => {
      const held = newlyHeld(one.topic, one.partition, (this.#count += 1));
      this.#held.set(placeOf(held), held);
      return held;
    });
  }

  /** Nothing is ours any more. */
  clear(): void {
    for (const held of this.#held.values()) {
      held.lostIn = -1;
      held.waiting = [];
    }
    this.#held.clear();
    this.#lost.clear();
  }

  /** Whether an offset may be committed by the holding that handled it. */
  mayCommit(of: {
    readonly topic: string;
    readonly partition: number;
    readonly generation: number;
  }): boolean {
    const place = placeOf(of);
    const held = this.#held.get(place) ?? this.#lost.get(place);
    return held?.holding === of.generation;
  }
}

function newlyHeld(topic: string, partition: number, holding: number): HeldPartition {
  return {
    topic,
    partition,
    holding,
    next: null,
    waiting: [],
    highWatermark: 0n,
    fetching: false,
    lane: null,
    handled: null,
    committed: null,
    lostIn: null,
  };
}
