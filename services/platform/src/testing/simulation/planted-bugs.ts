/** A change to one text of the product that makes it wrong. */
export interface Edit {
  /** From the root of the repository. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly put: string;
}

export interface PlantedBug {
  readonly name: string;
  readonly edits: readonly Edit[];
}

const APPLICATION = 'libs/application/src';
const CASE = 'libs/domain/case/src';
const CONTROL = 'services/control-plane/src';
const RECORDER = 'services/audit-recorder/src';

function bug(name: string, file: string, find: string, put: string): PlantedBug {
  return { name, edits: [{ file, find, put }] };
}

/**
 * Mistakes that a change could make, each of which must break an invariant (docs/adr/0171). They are texts, applied to
 * the product's sources by a loader of the simulation's own: nothing in the product can switch one on.
 */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  bug(
    'acknowledge before append',
    `${APPLICATION}/consume/consume-signals.ts`,
    '() => options.handle(decoded),',
    '() => { options.handle(decoded).catch(() => undefined); return Promise.resolve([]); },',
  ),
  bug(
    'commit before publish (worker)',
    `${APPLICATION}/worker/signal-handler.ts`,
    'await publisher.fromStore(\n      changed.length > 0 ? changed.flatMap(proposalsOf) : cases.flatMap(openProposals),\n    );',
    'void publisher.fromStore(changed.length > 0 ? changed.flatMap(proposalsOf) : cases.flatMap(openProposals)).catch(() => undefined);',
  ),
  bug(
    'commit before publish (governor)',
    'services/governor/src/governor-engine.ts',
    'await publisher.fromStore(decisionsOf(cases, changed));',
    'void publisher.fromStore(decisionsOf(cases, changed)).catch(() => undefined);',
  ),
  bug(
    'a redelivered signal is not carried on',
    `${APPLICATION}/worker/signal-handler.ts`,
    'if (seen.length > 0) await this.#follow(seen, []);',
    'void seen;',
  ),
  bug(
    'a redelivered proposal is not published again',
    'services/governor/src/governor-engine.ts',
    'return [...latest.values()].flatMap((loaded) =>',
    'return changed.filter(({ appended }) => appended.length > 0).map(({ loaded }) => loaded).flatMap((loaded) =>',
  ),
  {
    name: 'plan again on redelivery',
    edits: [
      {
        file: `${APPLICATION}/worker/signal-handler.ts`,
        find: "if (entry.state.phase === 'none') fresh.push(job);",
        put: "if (entry.state.phase === 'none' || entry.state.phase === 'open') fresh.push(job);",
      },
      {
        file: `${APPLICATION}/worker/make-plan.ts`,
        find: "else if (state.phase !== 'accepted') return accept(signal, state);",
        put: '',
      },
      {
        file: `${CASE}/decide/plan.ts`,
        find: "if (state.phase !== 'accepted')",
        put: "if (state.phase === 'closed')",
      },
    ],
  },
  bug(
    'a plan made again repeats what is under way',
    'libs/domain/worker/src/standing-intents.ts',
    "new Set(['claimed', 'in-doubt'])",
    "new Set(['in-doubt'])",
  ),
  bug(
    'the case is named by the offset',
    `${APPLICATION}/worker/incoming-signal.ts`,
    'caseId: caseIdOf(worker, source, id),',
    'caseId: caseIdOf(worker, source, id + offset),',
  ),
  bug(
    'another body under the same id passes in silence',
    `${APPLICATION}/worker/signal-handler.ts`,
    'else if (entry.state.signal.bodyDigest !== job.signal.bodyDigest) letters.push(conflict(job, entry));',
    '',
  ),
  bug(
    'dead letters are dropped',
    `${APPLICATION}/consume/consume-signals.ts`,
    'await deadLetters.put(group, [...letters, ...unused, ...strays]);',
    'void [deadLetters, letters, unused, strays];',
  ),
  bug(
    'the key carries the attempt',
    `${APPLICATION}/perform/perform-effect.ts`,
    'return await performer.perform(work, until);',
    'return await performer.perform(resumed === null ? work : { ...work, claim: { ...work.claim, reference: `${work.claim.reference}.2` } }, until);',
  ),
  bug(
    'a class N effect is tried again',
    `${APPLICATION}/perform/perform-effect.ts`,
    "if (resumed !== null && effectClass !== 'K') {",
    "if (resumed !== null && effectClass === 'Q') {",
  ),
  bug(
    'no answer counts as done',
    `${APPLICATION}/perform/perform-effect.ts`,
    "if (code === 'system-unavailable') return { ended: 'later', detail: message };",
    "if (code === 'system-outcome-unknown') return { ended: 'executed', receipt: { recordId: 'r', version: '1', answer: {}, replayed: false } };",
  ),
  bug(
    'no answer counts as failed',
    `${APPLICATION}/perform/perform-effect.ts`,
    "if (code === 'system-unavailable') return { ended: 'later', detail: message };",
    "if (code === 'system-outcome-unknown') return { ended: 'failed', code, message };",
  ),
  bug(
    'class Q is sent again without asking',
    `${APPLICATION}/perform/perform-effect.ts`,
    "const asks = resumed !== null && effectClass === 'Q';",
    'const asks = false;',
  ),
  bug(
    'a lease is taken for a fence',
    `${APPLICATION}/case/cases.ts`,
    'return await this.#options.store.append(appends);\n    } catch',
    `const told = await this.#options.store.append(appends);
      const late = appends.flatMap((one, place) => {
        const result = told[place];
        return result?.outcome === 'conflict' ? [{ ...one, expectedRevision: result.actualRevision }] : [];
      });
      if (late.length > 0) await this.#options.store.append(late);
      return told;
    } catch`,
  ),
  bug(
    'what is remembered hides what came of it',
    `${APPLICATION}/case/cases.ts`,
    'known.revision !== revision || isHeld(known)',
    'known.revision < revision',
  ),
  bug(
    'one wait forgets another',
    `${CASE}/evolve.ts`,
    'return { ...state, waiting: [...state.waiting, event.data] };',
    'return { ...state, waiting: [event.data] };',
  ),
  bug(
    'the approval is not bound to the digest',
    `${CASE}/decide/review.ts`,
    'if (proposal.digest !== decision.digest || status.review.reviewId !== decision.reviewId) {',
    'if (status.review.reviewId !== decision.reviewId) {',
  ),
  bug(
    'the signature of an approval is not checked',
    `${APPLICATION}/authenticity/case-authenticity.ts`,
    "if (!isSigned(caseId, approval, keys)) return 'the approval carries a wrong signature';",
    '',
  ),
  bug(
    'the signature of an edit is not checked',
    `${APPLICATION}/authenticity/case-authenticity.ts`,
    "return isSigned(caseId, decision, keys) ? null : 'the edit carries a wrong signature';",
    'return null;',
  ),
  bug(
    'the MAC of a gate decision is not checked',
    `${APPLICATION}/authenticity/case-authenticity.ts`,
    "return mac.matches(state.signal.caseId, gate) ? null : 'the gate decision carries a wrong MAC';",
    'return null;',
  ),
  bug(
    'the gate decides twice',
    `${CASE}/decide/gate.ts`,
    "if (entry.status.at !== 'proposed' && entry.status.at !== 'approved')",
    "if (entry.status.at === 'claimed')",
  ),
  {
    name: 'two people decide the same question',
    edits: [
      [
        "if (status.at !== 'under-review')\n",
        "if (status.at !== 'under-review' && status.at !== 'approved')\n",
      ],
      [
        '|| status.review.reviewId !== decision.reviewId) {',
        "|| (status.at === 'under-review' && status.review.reviewId !== decision.reviewId)) {",
      ],
      [
        'if (decision.decidedAt > status.review.dueAt)',
        "if (status.at === 'under-review' && decision.decidedAt > status.review.dueAt)",
      ],
    ].map(([find = '', put = '']) => ({ file: `${CASE}/decide/review.ts`, find, put })),
  },
  bug(
    'what is claimed is claimed again',
    `${CASE}/decide/claim.ts`,
    "if (status.at !== 'allowed') {",
    "if (status.at !== 'allowed' && status.at !== 'claimed') {",
  ),
  bug(
    'an outcome is recorded twice',
    `${CASE}/decide/outcome.ts`,
    "if (status.at !== 'claimed' && status.at !== 'in-doubt') {",
    'if (isUnclaimed(status)) {',
  ),
  bug(
    'a timer fires twice',
    `${CASE}/decide/review.ts`,
    'if (!overdue && !stale)',
    "if (!overdue && !stale && status.at !== 'expired')",
  ),
  bug(
    'a case is let go of twice',
    `${CASE}/decide/hold.ts`,
    'if (!state.holds.some(({ order }) => order === released.order))',
    "if (state.phase === 'closed')",
  ),
  bug(
    'a share is given back while its effect is under way',
    'services/governor/src/limits/ended-shares.ts',
    "  'failed',\n]);",
    "  'failed',\n  'claimed',\n  'allowed',\n]);",
  ),
  bug(
    'the gateway answers before the signal stands',
    'services/signal-gateway/src/take-events.ts',
    'const published = await publish(accepting, ports);',
    'void publish(accepting, ports).catch(() => undefined); const published: readonly PublishedAt[] = [];',
  ),
  bug(
    'kill is read once at the start',
    `${APPLICATION}/control/enforcement-point.ts`,
    'const run = this.#view.catchUp().then(act);',
    'const run = Promise.resolve({ standing: [], points: new Map(), revision: -1 }).then(act);',
  ),
  bug(
    'the order is answered while a claim is under way',
    `${APPLICATION}/control/enforcement-point.ts`,
    'await Promise.allSettled(waiting.map(({ done }) => done));',
    '',
  ),
  bug(
    'silent points are not fenced',
    `${CONTROL}/orders/order-desk.ts`,
    'if (!answered && !fence) frozen = await this.#freeze(record);',
    'void answered;',
  ),
  bug(
    'a hold does not stop a claim',
    `${CASE}/decide/claim.ts`,
    'if (hold) return',
    'if (hold && false) return',
  ),
  bug(
    'what comes first is not waited for',
    `${CASE}/decide/claim.ts`,
    'if (waitingFor.length > 0)',
    'if (waitingFor.length > 99)',
  ),
  bug(
    'claimed work falls away',
    `${CASE}/state.ts`,
    "const UNCLAIMED: ReadonlySet<ProposalStatus['at']> = new Set([\n  'proposed',",
    "const UNCLAIMED: ReadonlySet<ProposalStatus['at']> = new Set([\n  'claimed',\n  'proposed',",
  ),
  bug(
    'the case closes with its first outcome',
    `${CASE}/decide/decision.ts`,
    '!state.proposals.every(({ status }) => isSettled(status))',
    '!state.proposals.some(({ status }) => isSettled(status))',
  ),
  {
    name: 'a timer fires before its time',
    edits: [
      {
        file: `${CONTROL}/schedule/scheduler.ts`,
        find: 'dues: dues.filter(({ at }) => at <= now)',
        put: 'dues',
      },
      { file: `${CASE}/decide/review.ts`, find: 'if (!overdue && !stale)', put: 'if (overdue && stale)' },
    ],
  },
  bug(
    'limits are checked without a reservation',
    'services/governor/src/limits/grants.ts',
    "return { ask, mode: !allowed ? 'look' : knowingly ? 'count' : 'reserve' };",
    "return { ask, mode: allowed && knowingly ? 'count' : 'look' };",
  ),
  bug(
    'limits are never reached',
    'libs/domain/limits/src/decide-reservations.ts',
    'if (maxCount !== undefined && count + 1 > maxCount) return false;',
    '',
  ),
  bug(
    'stale context is acted on',
    `${APPLICATION}/perform/freshness.ts`,
    'return proposal.expects.filter(({ system }) => waited || system !== proposal.system);',
    'return proposal.expects.filter(() => waited && false);',
  ),
  bug(
    'record versions are not sent along',
    'services/executor/src/system-performer.ts',
    'const expects = proposal.expects.filter((ref) => ref.system === system);',
    'const expects = proposal.expects.filter((ref) => ref.system === `${system}?`);',
  ),
  bug(
    'a hand-over is raised with every try',
    'services/escalation-router/src/escalation-performer.ts',
    'ports.names.stream(`escalation-${escalationIdOf(proposal.caseId, proposal.digest)}`);',
    'ports.names.stream(`escalation-${escalationIdOf(proposal.caseId, proposal.digest)}${ports.clock.now()}`);',
  ),
  bug(
    'the chain skips an event',
    `${RECORDER}/copy-batch.ts`,
    'for (const { event, metadata, trails: streams } of routed) {',
    "for (const { event, metadata, trails: streams } of routed) {\n    if (event.type === 'frozen' || event.type === 'superseded') continue;",
  ),
  bug(
    'the recorder begins where the store ends',
    `${RECORDER}/resume-point.ts`,
    'return before[WINDOW_EVENTS - 1]?.position ?? START;',
    'return before[0]?.position ?? last;',
  ),
  bug(
    'two recorders do not see each other',
    `${RECORDER}/append-copies.ts`,
    "if (results.some(({ outcome }) => outcome === 'conflict')) return 'fenced';",
    '',
  ),
  bug(
    'a seal is written before its copies stand',
    `${RECORDER}/tenure.ts`,
    'const outcome = await appendCopies(store, batch, backoff);',
    'for (const { stream, copies } of batch) this.#sealer.appended(stream, copies.map((copy) => copy.head)); const outcome = await appendCopies(store, batch, backoff);',
  ),
  bug(
    'the projection goes on where the store ends',
    `${CONTROL}/projection/projection.ts`,
    'after: this.#position,\n          filter: this.#filter,',
    'after: this.#position === START ? START : await store.head(),\n          filter: this.#filter,',
  ),
  bug(
    'a recorder writes after whatever stands',
    `${RECORDER}/append-copies.ts`,
    "if (results.some(({ outcome }) => outcome === 'conflict')) return 'fenced';",
    `const late = appends.flatMap((one, place) => {
      const result = results[place];
      return result?.outcome === 'conflict' ? [{ ...one, expectedRevision: result.actualRevision }] : [];
    });
    if (late.length > 0) await appendSurely(store, late, backoff);`,
  ),
  bug(
    'the relay moves on before it has published',
    `${CONTROL}/relay/relay.ts`,
    'if (batch.events.length > 0) await this.#publish(batch.events);\n          this.#position = batch.upTo;',
    'this.#position = batch.upTo;\n          if (batch.events.length > 0) await this.#publish(batch.events);',
  ),
  bug(
    'what a person wrote is never decided',
    'services/governor/src/governor-engine.ts',
    "(status.at === 'proposed' || status.at === 'approved') && !holdOf",
    "((status.at === 'proposed' && proposal.origin !== 'edit') || status.at === 'approved') && !holdOf",
  ),
  bug(
    'an edit keeps the digest of what it replaced',
    `${CASE}/decide/review.ts`,
    'const digest = proposalDigest({ ...original, arguments: edited });',
    'const { digest } = original;',
  ),
  bug(
    'a released case is told to nobody',
    `${CONTROL}/relay/relay.ts`,
    "const RELAYED = ['review-decided', 'doubt-settled', 'released'];",
    "const RELAYED = ['review-decided', 'doubt-settled'];",
  ),
  bug(
    'nobody is woken',
    `${CONTROL}/projection/due.ts`,
    "dues.push({ what: 'wake', at: dueAt, proposalId: proposalId ?? null });",
    'void [dueAt, proposalId];',
  ),
];
