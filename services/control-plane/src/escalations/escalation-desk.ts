import { appendDecided, type ServicePorts } from '@dws/application';
import { parseEvent, type EscalationCompleted } from '@dws/contracts';
import {
  acceptEscalation,
  completeEscalation,
  escalationOverdue,
  evolveEscalation,
  type EscalationEvent,
  type EscalationState,
} from '@dws/escalation';
import { instantOf, type Instant } from '@dws/kernel';
import type { RecordedEvent } from '@dws/ports';
import type { Untold } from '../projection/escalation-fold.ts';
import type { Projection } from '../projection/projection.ts';
import type { ControlPlaneBounds } from '../runtime/bounds.ts';

export interface EscalationDeskOptions {
  readonly ports: ServicePorts;
  readonly projection: Projection;
  readonly bounds: ControlPlaneBounds;
}

/**
 * Writes to `escalation-<id>` what the receiving side made of a hand-over, and that its deadline passed. Every
 * replica tries; the stream's revision lets one win.
 */
export class EscalationDesk {
  readonly #options: EscalationDeskOptions;

  constructor(options: EscalationDeskOptions) {
    this.#options = options;
  }

  async tend(now: Instant): Promise<void> {
    const { projection, bounds } = this.#options;
    const { escalations } = projection;
    for (const untold of escalations.untold().slice(0, bounds.dueBatch)) await this.#tell(untold);
    const late = escalations.open().filter(({ raised, overdue }) => !overdue && raised.dueAt <= now);
    for (const { raised } of late.slice(0, bounds.dueBatch))
      await this.#append(raised.escalationId, (state) => escalationOverdue(now, state));
  }

  async #tell({ escalationId, entry }: Untold): Promise<void> {
    const { caseId, worker, acceptedAt, phase, outcome, updatedAt } = entry;
    const accepted = { escalationId, caseId, worker, at: acceptedAt };
    const completed: EscalationCompleted = { escalationId, caseId, outcome, at: instantOf(updatedAt) };
    await this.#append(escalationId, (state) =>
      phase === 'closed' ? completeEscalation(accepted, completed, state) : acceptEscalation(accepted, state),
    );
  }

  async #append(
    escalationId: string,
    decide: (state: EscalationState) => readonly EscalationEvent[],
  ): Promise<void> {
    const { store, names, clock, service, metrics, log } = this.#options.ports;
    const known = this.#options.projection.escalations.get(escalationId);
    if (!known) return;
    const { path, fromWorker, fromCase, failureOwner } = known.raised;
    let told: readonly EscalationEvent[] = [];
    const by = { store, clock, by: service };
    // In the trail of the worker that handed it over: what became of it belongs to its story.
    await appendDecided(
      by,
      names.stream(`escalation-${escalationId}`),
      (events) => {
        const state = folded(events);
        told = state ? decide(state) : [];
        return told;
      },
      fromWorker,
    );
    for (const { type } of told) {
      metrics.count('dws_escalations_total', { path, step: type.replace('escalation-', '') });
      if (type === 'escalation-overdue')
        log.warn({ escalationId, path, caseId: fromCase, failureOwner }, 'an escalation is overdue');
    }
  }
}

function folded(events: readonly RecordedEvent[]): EscalationState | null {
  let state: EscalationState | null = null;
  for (const { type, data } of events)
    if (isEscalationEvent(type))
      state = evolveEscalation(state, { type, data: parseEvent(type, data) } as EscalationEvent);
  return state;
}

function isEscalationEvent(type: string): type is EscalationEvent['type'] {
  return (
    type === 'escalation-raised' ||
    type === 'escalation-accepted' ||
    type === 'escalation-completed' ||
    type === 'escalation-overdue'
  );
}
