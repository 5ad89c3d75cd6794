import { evolve, isCaseEventType, NO_CASE, type CaseEvent, type Decision } from '@dws/case';
import { noProtection, parseEvent, serialiseEvent, type FieldProtection } from '@dws/contracts';
import { DwsError, eventIdOf, isDwsError, sha256, type Clock } from '@dws/kernel';
import {
  MAX_APPEND_BYTES,
  NO_STREAM,
  type Append,
  type AppendResult,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
  type Revision,
} from '@dws/ports';
import { nowOf } from '../runtime/instants.ts';
import type { Names } from '../runtime/names.ts';
import { CaseCache } from './case-cache.ts';
import type { LoadedCase, StoredCaseEvent } from './loaded-case.ts';
import { decodeMetadata, encodeMetadata, type EventMetadata } from './metadata.ts';

export interface CasesOptions {
  readonly store: EventStore;
  readonly names: Names;
  readonly clock: Clock;
  /** Service that writes; stands in every event's metadata. */
  readonly by: string;
  /** Cases kept in memory. A stale one costs a conflict and a reload, never a wrong decision. */
  readonly cacheSize?: number;
  /** Times a decision is made again after somebody else's append, before the batch is given back. */
  readonly maxAttempts?: number;
  readonly protection?: FieldProtection;
  /** Shared with the other services of the same process. */
  readonly cache?: CaseCache;
}

export interface Change {
  readonly caseId: string;
  /** Called with the case as it stands; again, with what then stands, when somebody else was faster. */
  readonly decide: (loaded: LoadedCase) => Decision;
  readonly causation?: string;
  readonly correlation?: string;
  readonly traceparent?: string;
}

export interface Changed {
  readonly loaded: LoadedCase;
  /** What this call appended; empty when the decision was refused. */
  readonly appended: readonly StoredCaseEvent[];
  readonly refusal: Decision['refusal'];
}

const DEFAULT_CACHE = 4_000;
const DEFAULT_ATTEMPTS = 20;

/** The one way to a case: load, decide, append at the revision that was seen. */
export class Cases {
  readonly #options: CasesOptions;
  readonly #cache: CaseCache;
  readonly #protection: FieldProtection;

  constructor(options: CasesOptions) {
    this.#options = options;
    this.#cache = options.cache ?? new CaseCache(options.cacheSize ?? DEFAULT_CACHE);
    this.#protection = options.protection ?? noProtection;
  }

  /** The cases in the order asked; one that does not exist has state `none`. May be behind: appends find out. */
  async load(caseIds: readonly string[]): Promise<readonly LoadedCase[]> {
    const remembered = caseIds.map((id) => this.#cache.get(id));
    const missing = new Set(caseIds.filter((_, index) => !remembered[index]));
    if (missing.size === 0) return remembered as LoadedCase[];
    // Not by way of the cache: it may let go of any of them at once.
    const fetched = await this.#fetch([...missing]);
    return caseIds.map((id, index) => remembered[index] ?? (fetched.get(id) as LoadedCase));
  }

  /**
   * The cases that messages are about. What is remembered counts only where it is exactly as new as the message: an
   * older one would hide what the message tells of. A newer one means that the message comes again, perhaps to wake
   * somebody because of a change that no message tells of: another service did what comes first. Nor does any message
   * tell that an order lets go of a case that it held.
   */
  async loadFor(
    messages: readonly { readonly caseId: string; readonly revision: Revision }[],
  ): Promise<readonly LoadedCase[]> {
    const needed = new Map<string, Revision>();
    for (const { caseId, revision } of messages)
      needed.set(caseId, Math.max(revision, needed.get(caseId) ?? revision));
    for (const [caseId, revision] of needed) {
      const known = this.#cache.get(caseId);
      if (known && (known.revision !== revision || isHeld(known))) this.#cache.delete(caseId);
    }
    return this.load([...needed.keys()]);
  }

  /** The cases as the store has them now. */
  async reload(caseIds: readonly string[]): Promise<readonly LoadedCase[]> {
    for (const id of caseIds) this.#cache.delete(id);
    return this.load(caseIds);
  }

  /**
   * Decides and appends for many cases in as few store calls as conflicts allow. Several changes of one case in
   * one call are applied one after the other. A refusal that rests on what is only remembered is checked against
   * the store before it stands.
   * @throws DwsError `wrong-expected-revision` after `maxAttempts`; `event-too-large` with the `caseId`; and the
   * store's own errors
   */
  async change(changes: readonly Change[]): Promise<readonly Changed[]> {
    const results = new Array<Changed | undefined>(changes.length);
    const checked = new Set<number>();
    let open = changes.map((_, index) => index);
    const attempts = this.#options.maxAttempts ?? DEFAULT_ATTEMPTS;
    for (let attempt = 1; open.length > 0; attempt++) {
      if (attempt > attempts)
        throw new DwsError('wrong-expected-revision', `still in conflict after ${attempts} attempts`);
      open = await this.#round(changes, open, results, checked);
    }
    return results as Changed[];
  }

  /** One append for every case that has an open change; gives back the changes that must be tried again. */
  async #round(
    changes: readonly Change[],
    open: readonly number[],
    results: (Changed | undefined)[],
    checked: Set<number>,
  ): Promise<number[]> {
    const again: number[] = [];
    const turn = new Map<string, number>();
    for (const index of open) {
      const { caseId } = changes[index] as Change;
      if (turn.has(caseId)) again.push(index);
      else turn.set(caseId, index);
    }
    const indexes = [...turn.values()];
    const remembered = new Set([...turn.keys()].filter((caseId) => this.#cache.has(caseId)));
    const loaded = await this.load([...turn.keys()]);
    const appends: { index: number; before: LoadedCase; stored: StoredCaseEvent[]; append: Append }[] = [];
    indexes.forEach((index, place) => {
      const change = changes[index] as Change;
      const before = loaded[place] as LoadedCase;
      const decision = change.decide(before);
      if (decision.events.length > 0) {
        appends.push({ index, before, ...this.#encode(change, before, decision.events) });
      } else if (remembered.has(change.caseId) && !checked.has(index)) {
        checked.add(index);
        this.#cache.delete(change.caseId);
        again.push(index);
      } else {
        results[index] = { loaded: before, appended: [], refusal: decision.refusal };
      }
    });
    if (appends.length === 0) return again;
    const outcomes = await this.#append(appends.map(({ append }) => append));
    appends.forEach(({ index, before, stored }, place) => {
      if (outcomes[place]?.outcome !== 'appended') {
        this.#cache.delete(before.caseId);
        again.push(index);
        return;
      }
      const after = advance(before, stored);
      this.#cache.set(after);
      results[index] = { loaded: after, appended: stored, refusal: undefined };
    });
    return again;
  }

  /** The identical append again where its answer was lost: ids make that safe. */
  async #append(appends: readonly Append[]): Promise<readonly AppendResult[]> {
    try {
      return await this.#options.store.append(appends);
    } catch (error) {
      if (!isDwsError(error, 'store-outcome-unknown')) throw error;
      return this.#options.store.append(appends);
    }
  }

  #encode(
    change: Change,
    before: LoadedCase,
    events: readonly CaseEvent[],
  ): { stored: StoredCaseEvent[]; append: Append } {
    const state = before.state;
    const first = events[0];
    const signal =
      state.phase !== 'none' ? state.signal : first?.type === 'signal-accepted' ? first.data : undefined;
    const metadata: EventMetadata = {
      at: nowOf(this.#options.clock),
      by: this.#options.by,
      caseId: before.caseId,
      ...(signal ? { worker: signal.worker, hops: signal.hops } : {}),
      ...(change.causation === undefined ? {} : { causation: change.causation }),
      ...(change.correlation === undefined ? {} : { correlation: change.correlation }),
      ...(change.traceparent === undefined ? {} : { traceparent: change.traceparent }),
    };
    const bytes = encodeMetadata(metadata);
    const stored: StoredCaseEvent[] = [];
    const fresh: NewEvent[] = [];
    let revision = before.revision;
    for (const event of events) {
      revision += 1;
      const data = serialiseEvent(event, this.#protection);
      const id = eventIdOf(before.stream, revision, sha256(data));
      stored.push({ event, id, revision, metadata });
      fresh.push({ id, type: event.type, data, metadata: bytes });
    }
    assertFits(change.caseId, fresh);
    return { stored, append: { stream: before.stream, expectedRevision: before.revision, events: fresh } };
  }

  async #fetch(caseIds: readonly string[]): Promise<ReadonlyMap<string, LoadedCase>> {
    const streams = caseIds.map((id) => this.#options.names.caseStream(id));
    const found = await this.#options.store.readMany(streams);
    const loaded = new Map<string, LoadedCase>();
    caseIds.forEach((id, index) => {
      const entry = this.#decode(id, found[index] ?? []);
      if (entry.state.phase !== 'none') this.#cache.set(entry);
      loaded.set(id, entry);
    });
    return loaded;
  }

  #decode(caseId: string, recorded: readonly RecordedEvent[]): LoadedCase {
    const stored = recorded.map((entry): StoredCaseEvent => {
      if (!isCaseEventType(entry.type)) {
        throw new DwsError('payload-invalid', `${entry.stream} holds a ${entry.type}`, {
          stream: entry.stream,
        });
      }
      const data = parseEvent(entry.type, entry.data, this.#protection);
      const event = { type: entry.type, data } as CaseEvent;
      return { event, id: entry.id, revision: entry.revision, metadata: decodeMetadata(entry.metadata) };
    });
    return advance(this.#nothing(caseId), stored);
  }

  #nothing(caseId: string): LoadedCase {
    const stream = this.#options.names.caseStream(caseId);
    return { caseId, stream, revision: NO_STREAM, state: NO_CASE, events: [] };
  }
}

function advance(before: LoadedCase, stored: readonly StoredCaseEvent[]): LoadedCase {
  const state = stored.reduce((folded, { event }) => evolve(folded, event), before.state);
  const revision = stored.at(-1)?.revision ?? before.revision;
  return { ...before, state, revision, events: [...before.events, ...stored] };
}

/** The audit trail's copy of an event takes some more than the event, and must fit the store too. */
const MOST_BYTES = MAX_APPEND_BYTES - 4_096;

/** @throws DwsError `event-too-large`, naming the case: nothing of the batch was sent */
function assertFits(caseId: string, events: readonly NewEvent[]): void {
  const bytes = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
  if (bytes <= MOST_BYTES) return;
  const types = events.map(({ type }) => type).join(', ');
  throw new DwsError(
    'event-too-large',
    `expected at most ${MOST_BYTES} bytes in one append to case ${caseId}, found ${bytes} (${types})`,
    { caseId, bytes },
  );
}

function isHeld({ state }: LoadedCase): boolean {
  return state.phase !== 'none' && state.holds.length > 0;
}
