import { learn } from '@dws/application';
import type { JsonObject, Position } from '@dws/kernel';
import { MEMORY_EVENT_TYPES, NO_MEMORY, type MemoryState } from '@dws/memory';
import type { ReplayedEvent } from './replayed-event.ts';
import { textIn } from './text-in.ts';
import { addEvidence, EVIDENCE_TYPES, type Evidence } from './trust-evidence.ts';

export interface OpenCase {
  readonly caseId: string;
  readonly openedAt: string;
  /** Type of the last event. */
  readonly last: string;
  readonly lastAt: string;
}

export interface StandingOrder {
  readonly order: string;
  readonly kind: string;
  readonly grain: string;
  readonly target: string;
  readonly by: string;
  readonly at: string;
}

/** A worker as it was, by its trail alone. */
export interface WorkerState {
  /** Source position of the last event folded; `null` before the first. */
  readonly position: Position | null;
  /** Events folded. */
  readonly events: number;
  /** Of the registry; `null` before it was registered. */
  readonly registered: {
    readonly version: string;
    readonly status: string;
    readonly stage: string;
    readonly since: string;
  } | null;
  /** Events by type. */
  readonly counts: ReadonlyMap<string, number>;
  /** What the worker had learned from people. */
  readonly memory: MemoryState;
  /** What speaks for and against it, by trust cell (`action kind/risk/worker version`). */
  readonly trust: ReadonlyMap<string, Evidence>;
  readonly cases: { readonly closed: number; readonly open: ReadonlyMap<string, OpenCase> };
  /** Pauses and kills that nothing has resumed. */
  readonly orders: ReadonlyMap<string, StandingOrder>;
}

const LEARNED_FROM: ReadonlySet<string> = new Set(MEMORY_EVENT_TYPES);

/** Folds a worker's trail, event after event; what it holds grows with open cases, not with events. */
export class WorkerFold {
  #position: Position | null = null;
  #events = 0;
  #registered: WorkerState['registered'] = null;
  #memory = NO_MEMORY;
  #closed = 0;
  readonly #counts = new Map<string, number>();
  readonly #trust = new Map<string, Evidence>();
  readonly #open = new Map<string, OpenCase>();
  /** Trust cell of each proposal of the open cases. */
  readonly #cells = new Map<string, Map<string, string>>();
  readonly #orders = new Map<string, StandingOrder>();

  add(event: ReplayedEvent): void {
    const { type, caseId } = event;
    this.#position = event.position;
    this.#events += 1;
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
    if (type === 'worker-registered' || type === 'worker-status-changed') this.#register(event.data());
    else if (type === 'control-ordered') this.#order(event.data());
    else if (EVIDENCE_TYPES.has(type)) this.#weigh(event);
    if (LEARNED_FROM.has(type)) this.#memory = learn(this.#memory, event.copy);
    if (caseId !== '') this.#case(event);
  }

  /** What was folded until now; it does not change any more. */
  get state(): WorkerState {
    return {
      position: this.#position,
      events: this.#events,
      registered: this.#registered,
      counts: new Map(this.#counts),
      memory: this.#memory,
      trust: new Map([...this.#trust].map(([cell, evidence]) => [cell, { ...evidence }])),
      cases: { closed: this.#closed, open: new Map(this.#open) },
      orders: new Map(this.#orders),
    };
  }

  #register(data: JsonObject): void {
    const before = this.#registered;
    const version = textIn(data, 'version');
    this.#registered = {
      version: version === '' ? (before?.version ?? '') : version,
      status: textIn(data, 'status'),
      stage: textIn(data, 'stage'),
      since: textIn(data, 'at'),
    };
  }

  #order(data: JsonObject): void {
    const order = textIn(data, 'order');
    const resumes = textIn(data, 'resumes');
    if (textIn(data, 'kind') === 'resume') {
      this.#orders.delete(resumes);
      return;
    }
    this.#orders.set(order, {
      order,
      kind: textIn(data, 'kind'),
      grain: textIn(data, 'grain'),
      target: textIn(data, 'target'),
      by: textIn(data, 'by'),
      at: textIn(data, 'at'),
    });
  }

  #weigh(event: ReplayedEvent): void {
    const cells = this.#cells.get(event.caseId) ?? new Map<string, string>();
    this.#cells.set(event.caseId, cells);
    addEvidence(this.#trust, cells, event.type, event.data());
  }

  #case({ type, caseId, at }: ReplayedEvent): void {
    if (type === 'closed') {
      if (this.#open.delete(caseId)) this.#closed += 1;
      this.#cells.delete(caseId);
      return;
    }
    const before = this.#open.get(caseId);
    if (!before && type !== 'signal-accepted') return;
    this.#open.set(caseId, { caseId, openedAt: before?.openedAt ?? at, last: type, lastAt: at });
  }
}
