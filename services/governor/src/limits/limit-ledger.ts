import { encodeMetadata, nowOf, type Cases, type Names } from '@dws/application';
import { serialiseEvent } from '@dws/contracts';
import { DwsError, eventIdOf, isDwsError, sha256, type Clock } from '@dws/kernel';
import { decideReservations, type LimitEvent, type ReservationResult, type Reservations } from '@dws/limits';
import type { Append, AppendResult, EventStore } from '@dws/ports';
import type { GovernorBounds } from '../bounds.ts';
import { endedShares } from './ended-shares.ts';
import { limitStream, type LimitAsk, type LimitRef } from './limit-ref.ts';
import { StandingCounter } from './standing-counter.ts';

export interface LimitLedgerOptions {
  readonly store: EventStore;
  readonly cases: Cases;
  readonly names: Names;
  readonly clock: Clock;
  /** Service that writes; stands in every event's metadata. */
  readonly by: string;
  readonly bounds: GovernorBounds;
}

/** `reserve` sets aside what fits; `count` also what does not; `look` sets nothing aside. */
export type ReserveMode = 'reserve' | 'count' | 'look';

interface Group {
  readonly ref: LimitRef;
  readonly standing: StandingCounter;
  readonly places: readonly number[];
}

/**
 * The limit streams: one append for each counter and call, at the revision that was seen, so that any number of
 * governors give out exactly what a limit holds.
 */
export class LimitLedger {
  readonly #options: LimitLedgerOptions;
  readonly #counters = new Map<string, StandingCounter>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LimitLedgerOptions) {
    this.#options = options;
  }

  /**
   * Results in the order asked. One call at a time: two of one process would only turn each other away at the
   * stream's revision.
   * @throws DwsError `wrong-expected-revision` when others were always faster
   */
  reserve(asks: readonly LimitAsk[], mode: ReserveMode): Promise<readonly ReservationResult[]> {
    if (asks.length === 0) return Promise.resolve([]);
    const run = this.#turn.then(() => this.#reserve(asks, mode));
    this.#turn = run.catch(() => undefined);
    return run;
  }

  async #reserve(asks: readonly LimitAsk[], mode: ReserveMode): Promise<readonly ReservationResult[]> {
    const results = new Array<ReservationResult>(asks.length);
    let open = this.#groups(asks);
    await this.#catchUp(open.filter(({ standing }) => !standing.known));
    for (let attempt = 1; open.length > 0; attempt++) {
      if (attempt > this.#options.bounds.reserveAttempts) {
        throw new DwsError(
          'wrong-expected-revision',
          `a limit is still in conflict after ${attempt - 1} attempts`,
        );
      }
      open = await this.#round(open, asks, mode, results);
    }
    return results;
  }

  /** Gives shares back. Unknown ones are passed over. */
  async release(asks: readonly LimitAsk[]): Promise<void> {
    for (const { ref, standing, places } of this.#groups(asks)) {
      await this.#release(
        ref,
        standing,
        places.map((place) => (asks[place] as LimitAsk).digest),
      );
    }
  }

  async #round(
    groups: readonly Group[],
    asks: readonly LimitAsk[],
    mode: ReserveMode,
    results: ReservationResult[],
  ): Promise<Group[]> {
    const decide = ({ ref, standing, places }: Group): Reservations => {
      const wished = places.map((place) => asks[place] as LimitAsk);
      if (mode !== 'look') return decideReservations(wished, standing.counter, ref.rule, mode === 'count');
      // Nothing is set aside for those before it in the batch, so each is asked for by itself.
      const results = wished.flatMap((ask) => decideReservations([ask], standing.counter, ref.rule).results);
      return { results, entries: [] };
    };
    let decided = groups.map((group) => ({ group, decision: decide(group) }));
    // What is in memory may be behind. It is enough to say yes, since the append proves it, but never to say no.
    const doubtful = decided.filter(({ decision }) =>
      decision.results.some((result) => result !== 'reserved'),
    );
    if (doubtful.length > 0) {
      await this.#catchUp(doubtful.map(({ group }) => group));
      for (const { group } of doubtful) {
        const { results: turnedAway } = decide(group);
        if (turnedAway.includes('exceeded')) await this.#sweep(group);
        const full = group.places.flatMap((place, index) =>
          turnedAway[index] === 'record-exceeded' ? [asks[place]?.record] : [],
        );
        for (const record of new Set(full)) await this.#sweepRecord(group, record);
      }
      decided = groups.map((group) => ({ group, decision: decide(group) }));
    }
    const writes = mode === 'look' ? [] : decided.filter(({ decision }) => decision.entries.length > 0);
    const prepared = writes.map(({ group, decision }) => {
      const { ref, standing } = group;
      const data = {
        limit: ref.rule.id,
        key: ref.key,
        day: ref.day,
        entries: [...decision.entries],
        at: this.#now(),
      };
      return this.#prepare(standing, { type: 'limit-reserved', data });
    });
    const outcomes = await this.#append(prepared.map(({ append }) => append));
    const lost = writes
      .filter((_, index) => !landed(prepared[index], outcomes[index]))
      .map(({ group }) => group);
    await this.#catchUp(lost);
    for (const { group, decision } of decided) {
      if (lost.includes(group)) continue;
      group.places.forEach((place, index) => (results[place] = decision.results[index] as ReservationResult));
    }
    return lost;
  }

  /** Gives back the shares of proposals that ended without an effect, before anything is turned away. */
  async #sweep({ ref, standing }: Group): Promise<void> {
    const { clock, cases, bounds } = this.#options;
    if (clock.now() - standing.sweptAt < bounds.sweepEveryMs) return;
    standing.sweptAt = clock.now();
    const entries = [...standing.counter.entries()];
    if (standing.sweptUpTo >= entries.length) standing.sweptUpTo = 0;
    const searched = entries.slice(standing.sweptUpTo, standing.sweptUpTo + bounds.sweepCases);
    const ended = await endedShares(searched, cases);
    standing.sweptUpTo += searched.length - ended.length;
    await this.#release(ref, standing, ended);
  }

  /** The same for the shares of one record, of which there are few. */
  async #sweepRecord({ ref, standing }: Group, record: string | undefined): Promise<void> {
    const { clock, cases, bounds } = this.#options;
    if (record === undefined || !standing.mayLookAt(record, clock.now(), bounds)) return;
    const entries = [...standing.counter.entries()].filter((entry) => entry.record === record);
    await this.#release(ref, standing, await endedShares(entries.slice(0, bounds.sweepCases), cases));
  }

  async #release(ref: LimitRef, standing: StandingCounter, digests: readonly string[]): Promise<void> {
    for (let attempt = 1; attempt <= this.#options.bounds.reserveAttempts; attempt++) {
      await this.#catchUp([{ standing }]);
      const held = digests.filter((digest) => standing.counter.has(digest));
      if (held.length === 0) return;
      const data = { limit: ref.rule.id, key: ref.key, day: ref.day, digests: held, at: this.#now() };
      const prepared = this.#prepare(standing, { type: 'limit-released', data });
      const [outcome] = await this.#append([prepared.append]);
      if (landed(prepared, outcome)) return;
    }
  }

  #prepare(standing: StandingCounter, event: LimitEvent): Prepared {
    const { stream, revision } = standing;
    const data = serialiseEvent(event);
    const metadata = encodeMetadata({ at: event.data.at, by: this.#options.by });
    const fresh = { id: eventIdOf(stream, revision + 1, sha256(data)), type: event.type, data, metadata };
    return { standing, event, append: { stream, expectedRevision: revision, events: [fresh] } };
  }

  /** The identical append again where its answer was lost: ids make that safe. */
  async #append(appends: readonly Append[]): Promise<readonly AppendResult[]> {
    if (appends.length === 0) return [];
    try {
      return await this.#options.store.append(appends);
    } catch (error) {
      if (!isDwsError(error, 'store-outcome-unknown')) throw error;
      return this.#options.store.append(appends);
    }
  }

  async #catchUp(groups: readonly Pick<Group, 'standing'>[]): Promise<void> {
    await Promise.all(groups.map(({ standing }) => standing.catchUp(this.#options.store)));
  }

  #groups(asks: readonly LimitAsk[]): Group[] {
    const groups = new Map<string, { ref: LimitRef; standing: StandingCounter; places: number[] }>();
    asks.forEach(({ ref }, place) => {
      const stream = limitStream(ref, this.#options.names);
      const group = groups.get(stream);
      if (group) group.places.push(place);
      else groups.set(stream, { ref, standing: this.#standing(stream), places: [place] });
    });
    return [...groups.values()];
  }

  #standing(stream: string): StandingCounter {
    const known = this.#counters.get(stream) ?? new StandingCounter(stream);
    this.#counters.delete(stream);
    this.#counters.set(stream, known);
    const oldest = this.#counters.keys().next().value;
    if (this.#counters.size > this.#options.bounds.countersKept && oldest !== undefined)
      this.#counters.delete(oldest);
    return known;
  }

  #now(): string {
    return nowOf(this.#options.clock);
  }
}

interface Prepared {
  readonly standing: StandingCounter;
  readonly event: LimitEvent;
  readonly append: Append;
}

function landed(prepared: Prepared | undefined, outcome: AppendResult | undefined): boolean {
  if (!prepared || outcome?.outcome !== 'appended') return false;
  prepared.standing.advance(prepared.event, prepared.append.expectedRevision + 1);
  return true;
}
