import type {
  ActionProposal,
  Claimed,
  Expired,
  Feedback,
  Frozen,
  GateDecided,
  Planned,
  Released,
  ReversalClaimed,
  ReviewDecided,
  ReviewRequested,
  SignalAccepted,
  Superseded,
  Waiting,
} from '@dws/contracts';
import { canonicalJson, caseIdOf, type JsonValue } from '@dws/kernel';
import type { RecordedEvent } from '@dws/ports';
import {
  heldBy,
  isNext,
  isSettled,
  isUnclaimed,
  type CaseModel,
  type ProposalModel,
  type Step,
} from './case-model.ts';
import { dataOf, type Knowledge, type Report } from './knowledge.ts';

const ENDS: Readonly<Record<string, Step>> = {
  'action-executed': 'executed',
  'action-failed': 'failed',
  'action-in-doubt': 'in-doubt',
  'action-reversed': 'reversed',
  'reversal-in-doubt': 'reversal-in-doubt',
  'reversal-failed': 'reversal-failed',
};

/** Steps that each end may follow. */
const FOLLOWS: Readonly<Partial<Record<Step, readonly Step[]>>> = {
  executed: ['claimed', 'in-doubt'],
  failed: ['claimed', 'in-doubt'],
  'in-doubt': ['claimed'],
  reversed: ['reversing', 'reversal-in-doubt'],
  'reversal-in-doubt': ['reversing'],
  // Where its system names nothing that would undo it, nobody claims the right to.
  'reversal-failed': ['executed', 'reversing', 'reversal-in-doubt'],
};

/** The life of every case, step by step: what may follow what. */
export class CaseOracle {
  readonly #known: Knowledge;
  readonly #report: Report;
  /** What each digest stands for. */
  readonly #contents = new Map<string, string>();

  constructor(known: Knowledge, report: Report) {
    this.#known = known;
    this.#report = report;
  }

  /** @param forged whether an intruder wrote it: nothing may come of it */
  appended(event: RecordedEvent, forged: boolean): void {
    if (event.type === 'signal-accepted') {
      this.#accepted(event);
      return;
    }
    const found = this.#known.cases.get(event.stream);
    if (!found) {
      this.#report('case-begins-with-its-signal', `${event.stream} begins with ${event.type}`);
      return;
    }
    // An order may have held the case when its last claim ended: letting go of it opens nothing.
    if (found.phase === 'closed' && event.type !== 'feedback' && event.type !== 'released')
      this.#report('closed-cases-stay-closed', `${event.type} in ${event.stream} after it was closed`);
    if (forged) this.#forged(event, found);
    else this.#step(event, found);
  }

  #accepted(event: RecordedEvent): void {
    const signal = dataOf<SignalAccepted>(event);
    const { worker, source, signalId, caseId } = signal;
    if (this.#known.cases.has(event.stream))
      this.#report('one-case-per-signal-and-worker', `${event.stream} accepts a second signal`);
    if (caseId !== caseIdOf(worker, source, signalId) || !event.stream.endsWith(`case-${caseId}`))
      this.#report(
        'one-case-per-signal-and-worker',
        `${worker} on ${source} ${signalId} is in ${event.stream}`,
      );
    for (const { signal: other, stream } of this.#known.cases.values())
      if (other.worker === worker && other.source === source && other.signalId === signalId)
        this.#report('one-case-per-signal-and-worker', `${stream} and ${event.stream} are both ${signalId}`);
    this.#known.cases.set(event.stream, {
      caseId,
      stream: event.stream,
      signal,
      phase: 'accepted',
      attempts: 0,
      holds: new Map(),
      wasHeld: false,
      proposals: new Map(),
    });
  }

  #step(event: RecordedEvent, found: CaseModel): void {
    switch (event.type) {
      case 'planned':
        if (found.phase !== 'accepted')
          this.#report('planned-once', `${found.stream} is planned again while ${found.phase}`);
        if (dataOf<Planned>(event).attempt !== found.attempts + 1)
          this.#report('planned-once', `${found.stream} repeats plan ${found.attempts}`);
        found.phase = 'open';
        found.attempts += 1;
        return;
      case 'action-proposal':
        this.#proposed(event, found);
        return;
      case 'gate-decided':
        this.#gated(event, found);
        return;
      case 'review-requested': {
        const request = dataOf<ReviewRequested>(event);
        const entry = this.#entry(request.proposalId, event, found);
        if (!entry) return;
        if (entry.gate?.decision !== 'review')
          this.#report('review-follows-its-gate', `${event.stream}: nobody asked for ${request.reviewId}`);
        entry.step = 'under-review';
        entry.review = request;
        entry.decision = null;
        return;
      }
      case 'review-decided':
        this.#reviewed(event, found);
        return;
      case 'waiting': {
        const entry = found.proposals.get(dataOf<Waiting>(event).proposalId ?? '');
        if (entry) entry.waits = true;
        return;
      }
      case 'frozen':
        found.holds.set(dataOf<Frozen>(event).order, dataOf<Frozen>(event));
        found.wasHeld = true;
        return;
      case 'released':
        if (!found.holds.delete(dataOf<Released>(event).order))
          this.#report('held-cases-rest', `${found.stream} is let go of by an order that does not hold it`);
        return;
      case 'superseded': {
        const { proposalIds, replan } = dataOf<Superseded>(event);
        for (const id of proposalIds) this.#fallAway(id, 'superseded', event, found);
        if (replan) found.phase = 'accepted';
        return;
      }
      case 'expired': {
        const { proposalId, at } = dataOf<Expired>(event);
        const entry = this.#fallAway(proposalId, 'expired', event, found);
        const due = entry?.review && !entry.decision ? entry.review.dueAt : entry?.proposal.expiresAt;
        if (due !== undefined && at < due)
          this.#report('nothing-expires-early', `${proposalId} is due at ${due}, expired at ${at}`);
        // Days pass only where nothing else is left to do: then somebody forgot it.
        if (entry && !entry.forged && !found.wasHeld && wasPermitted(entry))
          this.#report(
            'what-is-permitted-is-done',
            `${proposalId} (${entry.proposal.operation}) ran out unused`,
          );
        return;
      }
      case 'claimed':
        this.#claimed(event, found);
        return;
      case 'reversal-claimed':
        this.#undoing(event, found);
        return;
      case 'closed': {
        const open = [...found.proposals.values()].find((entry) => !isSettled(entry));
        if (open)
          this.#report('closed-means-settled', `${found.stream} closes while a proposal is ${open.step}`);
        found.phase = 'closed';
        return;
      }
      case 'feedback':
        if (dataOf<Feedback>(event).reopens && found.phase === 'closed') found.phase = 'accepted';
        return;
      default:
        if (ENDS[event.type]) this.#ended(event, ENDS[event.type] as Step, found);
    }
  }

  /** The product may believe it until it has to look at keys, which is before it claims. */
  #forged(event: RecordedEvent, found: CaseModel): void {
    const { proposalId } = dataOf<{ readonly proposalId: string }>(event);
    if (event.type === 'action-proposal') this.#proposed(event, found);
    else if (event.type === 'review-decided') this.#reviewed(event, found);
    const entry = this.#entry(proposalId, event, found);
    if (!entry) return;
    entry.forged = true;
    if (event.type !== 'gate-decided') return;
    entry.gate = dataOf<GateDecided>(event);
    entry.gateEventId = event.id;
    entry.step = 'allowed';
  }

  #proposed(event: RecordedEvent, found: CaseModel): void {
    const proposal = dataOf<ActionProposal>(event);
    const { proposalId, digest, worker, caseId, system, operation, expects, attempt } = proposal;
    const content = canonicalJson({
      ...{ worker, caseId, system, operation, attempt, arguments: proposal.arguments },
      expects: expects as unknown as JsonValue,
    });
    const before = this.#contents.get(digest);
    if (before !== undefined && before !== content)
      this.#report('a-digest-means-one-action', `${digest} stands for two actions of ${caseId}`);
    this.#contents.set(digest, content);
    if (found.proposals.has(proposalId))
      this.#report('planned-once', `${proposalId} is proposed twice in ${found.stream}`);
    if (proposal.editedFrom !== undefined) {
      const original = found.proposals.get(proposal.editedFrom);
      const edited = original?.decision?.editedArguments;
      if (!edited || canonicalJson(edited) !== canonicalJson(proposal.arguments))
        this.#report('edits-are-what-was-written', `${proposalId} is not what the editor wrote`);
    }
    found.proposals.set(proposalId, {
      proposal,
      eventId: event.id,
      step: 'proposed',
      gate: null,
      gateEventId: '',
      review: null,
      decision: null,
      permittedAt: 0,
      claim: null,
      waits: false,
      forged: false,
    });
  }

  #gated(event: RecordedEvent, found: CaseModel): void {
    const gate = dataOf<GateDecided>(event);
    const entry = this.#entry(gate.proposalId, event, found);
    if (!entry) return;
    // Once more after an approval, which the limits must leave room for.
    if (entry.step !== 'proposed' && entry.step !== 'approved')
      this.#report('decided-once', `${gate.proposalId} is decided again while ${entry.step}`);
    if (gate.digest !== entry.proposal.digest)
      this.#report('decisions-are-on-the-digest', `the gate decided on another digest of ${gate.proposalId}`);
    const hold = heldBy(entry, found);
    if (hold !== null)
      this.#report('held-cases-rest', `${gate.proposalId} is decided while order ${hold} holds it`);
    entry.gate = gate;
    entry.gateEventId = event.id;
    entry.permittedAt = this.#known.now();
    entry.step = gate.mode === 'shadow' ? 'shadowed' : gate.decision === 'deny' ? 'denied' : 'allowed';
  }

  #reviewed(event: RecordedEvent, found: CaseModel): void {
    const decision = dataOf<ReviewDecided>(event);
    const entry = this.#entry(decision.proposalId, event, found);
    if (!entry) return;
    if (entry.step !== 'under-review')
      this.#report('decided-once', `${decision.proposalId} is reviewed while ${entry.step}`);
    if (decision.digest !== entry.proposal.digest || decision.reviewId !== entry.review?.reviewId)
      this.#report('decisions-are-on-the-digest', `${decision.reviewer} decided on another digest`);
    if (entry.review && decision.decidedAt > entry.review.dueAt)
      this.#report('nothing-runs-on-silence', `${decision.reviewId} is decided after it was due`);
    entry.decision = decision;
    entry.permittedAt = this.#known.now();
    entry.step =
      decision.verdict === 'approve' ? 'approved' : decision.verdict === 'edit' ? 'edited' : 'rejected';
  }

  #claimed(event: RecordedEvent, found: CaseModel): void {
    const claim = dataOf<Claimed>(event);
    const entry = this.#entry(claim.proposalId, event, found);
    if (!entry) return;
    const { proposal, step, gate } = entry;
    const wrong = (what: string): void =>
      this.#report(
        'claims-need-their-permission',
        `claim of ${claim.proposalId} (${proposal.operation}): ${what}`,
      );
    const allowed = step === 'allowed' && gate?.decision === 'allow' && gate.mode === 'live';
    if (!allowed) wrong(`it is ${step}, the gate said ${gate?.decision ?? 'nothing'}`);
    if (entry.forged) wrong('the word it rests on is forged');
    if (claim.digest !== proposal.digest) wrong('it names another digest');
    if (found.phase !== 'open') wrong(`the case is ${found.phase}`);
    const hold = heldBy(entry, found);
    if (hold !== null) wrong(`order ${hold} holds it`);
    if (claim.claimedAt >= proposal.expiresAt) wrong('the permission had run out');
    if (proposal.notBefore !== undefined && claim.claimedAt < proposal.notBefore)
      wrong('it may not start yet');
    if (!isNext(entry, found)) wrong('what comes before it is not executed');
    this.#checkFacts(entry, found);
    if (this.#known.claims.has(claim.reference)) wrong('its reference is claimed already');
    this.#known.claims.set(claim.reference, { entry, ofCase: found });
    entry.claim = claim;
    entry.step = 'claimed';
  }

  /** What nobody else checks: a proposal that waited, and records of other systems than the one it writes to. */
  #checkFacts(entry: ProposalModel, found: CaseModel): void {
    const { proposal, decision, permittedAt } = entry;
    const waited = decision?.verdict === 'approve' || proposal.editedFrom !== undefined;
    for (const { system, recordType, id, version } of proposal.expects) {
      if (!waited && system === proposal.system) continue;
      const record = `${system}/${recordType}/${id}`;
      if (this.#known.versions.overtakenBefore(record, version, permittedAt, found.caseId))
        this.#report(
          'stale-facts-are-not-acted-on',
          `${proposal.proposalId} rests on ${record}@${version}, which changed before it was permitted`,
        );
    }
  }

  #ended(event: RecordedEvent, to: Step, found: CaseModel): void {
    const { proposalId } = dataOf<{ readonly proposalId: string }>(event);
    const entry = this.#entry(proposalId, event, found);
    if (!entry) return;
    if (!FOLLOWS[to]?.includes(entry.step))
      this.#report('outcomes-follow-claims', `${event.type} of ${proposalId}, which is ${entry.step}`);
    const written = entry.claim !== null && this.#known.ledgerByReference.has(entry.claim.reference);
    if (to === 'executed' && proposalOfSystem(entry) && !written)
      this.#report(
        'outcomes-are-true',
        `${proposalId} is said to be executed; its system knows nothing of it`,
      );
    if (to === 'failed' && written)
      this.#report('outcomes-are-true', `${proposalId} is said to have failed; its system performed it`);
    entry.step = to;
  }

  #undoing(event: RecordedEvent, found: CaseModel): void {
    const claim = dataOf<ReversalClaimed>(event);
    const entry = this.#entry(claim.proposalId, event, found);
    if (!entry) return;
    if (
      entry.step !== 'executed' ||
      heldBy(entry, found) !== null ||
      this.#known.reversals.has(claim.reference)
    )
      this.#report(
        'only-what-was-done-is-undone',
        `${claim.proposalId} is ${entry.step} and claimed to be undone`,
      );
    this.#known.reversals.set(claim.reference, { entry, ofCase: found, claim });
    entry.step = 'reversing';
  }

  #fallAway(id: string, to: Step, event: RecordedEvent, found: CaseModel): ProposalModel | undefined {
    const entry = this.#entry(id, event, found);
    if (!entry) return undefined;
    if (!isUnclaimed(entry))
      this.#report('only-the-unclaimed-falls-away', `${id} is ${entry.step} and becomes ${to}`);
    entry.step = to;
    return entry;
  }

  #entry(proposalId: string, event: RecordedEvent, found: CaseModel): ProposalModel | undefined {
    const entry = found.proposals.get(proposalId);
    if (!entry) this.#report('steps-name-a-proposal', `${event.type} in ${event.stream} names ${proposalId}`);
    return entry;
  }
}

function wasPermitted({ gate, decision }: ProposalModel): boolean {
  return gate?.decision === 'allow' || decision?.verdict === 'approve';
}

export function proposalOfSystem({ proposal }: ProposalModel): boolean {
  return proposal.actionKind !== 'escalate';
}
