import {
  ForgeryAlarm,
  type CaseMessage,
  type Changed,
  type DeadLetter,
  type FromStore,
  type LoadedCase,
  type ServicePorts,
} from '@dws/application';
import { findProposal, holdOf } from '@dws/case';
import type { GateBatch, Pending } from './gate-batch.ts';

/**
 * Decides what stands undecided in the cases that messages point to. Trusts the stored case, never the message;
 * what was decided before is published again, never decided again.
 */
export class GovernorEngine {
  readonly #ports: ServicePorts;
  readonly #gate: GateBatch;
  readonly #alarm: ForgeryAlarm;

  constructor(ports: ServicePorts, gate: GateBatch) {
    this.#ports = ports;
    this.#gate = gate;
    this.#alarm = new ForgeryAlarm(ports);
  }

  /** Proposals. Gives back messages whose proposal is not in its case, or is another one there. */
  async proposals(messages: readonly CaseMessage[]): Promise<readonly DeadLetter[]> {
    const loaded = await this.#load(messages);
    await this.#handle(
      messages.filter((message) => flawOf(message, loaded.get(message.caseId)) === null),
      loaded,
    );
    return this.#alarm.lettersOf({ messages, loaded: [...loaded.values()] });
  }

  /** Cases whose time has come, or in which a person decided. */
  async due(messages: readonly CaseMessage[]): Promise<readonly DeadLetter[]> {
    const cases = await this.#ports.cases.reload([...new Set(messages.map(({ caseId }) => caseId))]);
    await this.#handle(messages, new Map(cases.map((entry) => [entry.caseId, entry])));
    return this.#alarm.lettersOf({ messages, loaded: cases });
  }

  async #handle(messages: readonly CaseMessage[], loaded: ReadonlyMap<string, LoadedCase>): Promise<void> {
    const { probe, publisher } = this.#ports;
    const traces = new Map(messages.map(({ caseId, traceparent }) => [caseId, traceparent]));
    const cases = [...traces.keys()].flatMap((caseId) => loaded.get(caseId) ?? []);
    const pending = cases.flatMap(pendingOf);
    const changed = await this.#gate.decide(pending, traces);
    if (changed.some(({ appended }) => appended.length > 0)) await probe('governor:after-append');
    await publisher.fromStore(decisionsOf(cases, changed));
    await probe('governor:after-publish');
  }

  /** A case in memory may be older than the message about it: then the store is asked. */
  async #load(messages: readonly CaseMessage[]): Promise<ReadonlyMap<string, LoadedCase>> {
    const { cases } = this.#ports;
    const found = await cases.loadFor(messages);
    const loaded = new Map(found.map((entry) => [entry.caseId, entry]));
    const behind = messages.filter((message) => flawOf(message, loaded.get(message.caseId)) !== null);
    if (behind.length === 0) return loaded;
    for (const entry of await cases.reload([...new Set(behind.map(({ caseId }) => caseId))])) {
      loaded.set(entry.caseId, entry);
    }
    return loaded;
  }
}

function flawOf({ value, caseId }: CaseMessage, loaded: LoadedCase | undefined): string | null {
  const proposalId = value['proposalId'];
  const state = loaded?.state;
  const entry =
    state && state.phase !== 'none' && typeof proposalId === 'string'
      ? findProposal(state, proposalId)
      : undefined;
  if (!entry) return `case ${caseId} does not have the proposal of the message`;
  const standing = entry.proposal.digest;
  return value['digest'] === standing
    ? null
    : `the case has the proposal with digest ${standing}, the message another`;
}

function pendingOf(loaded: LoadedCase): readonly Pending[] {
  const { state } = loaded;
  if (state.phase !== 'open') return [];
  return state.proposals.flatMap(({ proposal, status }) =>
    (status.at === 'proposed' || status.at === 'approved') && !holdOf(state, proposal)
      ? [{ loaded, state, proposal, approved: status.at === 'approved' ? status : null }]
      : [],
  );
}

/** Every decision that stands in the cases: those of earlier tries were perhaps never published. */
function decisionsOf(cases: readonly LoadedCase[], changed: readonly Changed[]): readonly FromStore[] {
  const latest = new Map(cases.map((loaded) => [loaded.caseId, loaded]));
  for (const { loaded } of changed) {
    const known = latest.get(loaded.caseId);
    if (!known || loaded.revision > known.revision) latest.set(loaded.caseId, loaded);
  }
  return [...latest.values()].flatMap((loaded) =>
    loaded.events.filter(({ event }) => event.type === 'gate-decided').map((event) => ({ loaded, event })),
  );
}
