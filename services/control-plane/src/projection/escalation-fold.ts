import {
  evolveEscalation,
  stepOfEscalation,
  type EscalationEvent,
  type EscalationState,
} from '@dws/escalation';
import type { RecordedEvent } from '@dws/ports';
import type { CaseEntry } from './case-entry.ts';

const decoder = new TextDecoder();
const TYPES: ReadonlySet<string> = new Set<EscalationEvent['type']>([
  'escalation-raised',
  'escalation-accepted',
  'escalation-completed',
  'escalation-overdue',
]);

/** What happened in a receiving case and does not stand in the stream of its escalation yet. */
export interface Untold {
  readonly escalationId: string;
  readonly entry: Readonly<CaseEntry>;
}

/** Hand-overs between domains, folded in one log order with the cases that take them up. */
export class EscalationFold {
  readonly #completedLimit: number;
  readonly #byId = new Map<string, EscalationState>();
  readonly #byCase = new Map<string, Set<string>>();
  readonly #open = new Set<string>();
  readonly #untold = new Map<string, Untold>();

  constructor(completedLimit: number) {
    this.#completedLimit = completedLimit;
  }

  fold(event: RecordedEvent): void {
    if (!TYPES.has(event.type)) return;
    // It was validated when it was written.
    const data: unknown = JSON.parse(decoder.decode(event.data));
    const told = { type: event.type, data } as EscalationEvent;
    const { escalationId } = told.data;
    const before = this.#byId.get(escalationId) ?? null;
    // One that was dropped long ago: its stream has it.
    if (!before && told.type !== 'escalation-raised') return;
    const state = withoutContext(evolveEscalation(before, told));
    this.#byId.set(escalationId, state);
    this.#link(state.raised.fromCase, escalationId);
    for (const { accepted, completed } of state.receptions) {
      this.#link(accepted.caseId, escalationId);
      const untold = this.#untold.get(accepted.caseId);
      if (untold && (completed || untold.entry.phase !== 'closed')) this.#untold.delete(accepted.caseId);
    }
    if (stepOfEscalation(state) === 'completed') this.#open.delete(escalationId);
    else this.#open.add(escalationId);
    if (this.#byId.size - this.#open.size > this.#completedLimit) this.#dropOldest();
  }

  /** A case that takes up an escalation has begun or changed. */
  foldCase(entry: Readonly<CaseEntry>): void {
    const { escalation: escalationId, caseId, phase } = entry;
    const state = escalationId === null ? undefined : this.#byId.get(escalationId);
    if (escalationId === null || !state) return;
    const reception = state.receptions.find(({ accepted }) => accepted.caseId === caseId);
    if (!reception || (phase === 'closed' && !reception.completed))
      this.#untold.set(caseId, { escalationId, entry });
  }

  get(escalationId: string): EscalationState | undefined {
    return this.#byId.get(escalationId);
  }

  /** Those that the case raised or takes up. */
  ofCase(caseId: string): readonly EscalationState[] {
    return [...(this.#byCase.get(caseId) ?? [])].flatMap((id) => this.#byId.get(id) ?? []);
  }

  /** Newest first. */
  all(): readonly EscalationState[] {
    return [...this.#byId.values()].toReversed();
  }

  /** Raised and not completed, oldest first. */
  open(): readonly EscalationState[] {
    return [...this.#open].flatMap((id) => this.#byId.get(id) ?? []);
  }

  untold(): readonly Untold[] {
    return [...this.#untold.values()];
  }

  #link(caseId: string, escalationId: string): void {
    const known = this.#byCase.get(caseId);
    if (known) known.add(escalationId);
    else this.#byCase.set(caseId, new Set([escalationId]));
  }

  #dropOldest(): void {
    for (const [id, { raised, receptions }] of this.#byId) {
      if (this.#open.has(id)) continue;
      this.#byId.delete(id);
      for (const caseId of [raised.fromCase, ...receptions.map(({ accepted }) => accepted.caseId)])
        this.#byCase.delete(caseId);
      return;
    }
  }
}

/** The index keeps identifiers and times, never contents. */
function withoutContext(state: EscalationState): EscalationState {
  return { ...state, raised: { ...state.raised, context: {} } };
}
