import { canonicalJson } from '@dws/kernel';
import type { Knowledge, Report } from './knowledge.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** No effect without its claim, none twice, none but the one that was permitted. */
export class EffectOracle {
  readonly #known: Knowledge;
  readonly #report: Report;
  readonly #intents = new Map<string, string>();

  constructor(known: Knowledge, report: Report) {
    this.#known = known;
    this.#report = report;
  }

  /** Told of every write that a system performed, before its record counts as changed. */
  wrote(row: LedgerEntry): void {
    this.#known.ledger.push(row);
    const { reference } = row;
    if (reference === null) return;
    const where = `${row.system}/${row.operation} ${reference}`;
    if (this.#known.ledgerByReference.has(reference))
      this.#report('effects-happen-once', `${where} a second time`);
    this.#known.ledgerByReference.set(reference, row);
    const undone = this.#known.reversals.get(reference);
    if (undone) {
      const { operation, arguments: args } = undone.claim;
      if (row.operation !== operation || canonicalJson(row.arguments) !== canonicalJson(args))
        this.#report('effects-are-what-was-permitted', `${where} is not the reversal that was claimed`);
      return;
    }
    const claim = this.#known.claims.get(reference);
    if (!claim) {
      this.#report('no-effect-without-a-claim', where);
      return;
    }
    const { proposal, step } = claim.entry;
    if (row.digest !== proposal.digest || row.caseId !== claim.ofCase.caseId)
      this.#report('effects-are-what-was-permitted', `${where} carries another digest or case`);
    if (
      row.operation !== proposal.operation ||
      canonicalJson(row.arguments) !== canonicalJson(proposal.arguments)
    )
      this.#report('effects-are-what-was-permitted', `${where} is not the proposal that was claimed`);
    if (step === 'failed')
      this.#report('no-effect-after-a-failure', `${where} after it was said to have failed`);
    const intent = `${claim.ofCase.caseId} ${row.operation} ${canonicalJson(row.arguments)}`;
    const earlier = this.#intents.get(intent);
    if (earlier !== undefined) this.#report('effects-happen-once', `${where} repeats ${earlier} of its case`);
    this.#intents.set(intent, reference);
    for (const { system, recordType, id, version } of proposal.expects) {
      if (system !== row.system) continue;
      const current = this.#known.versions.current(`${system}/${recordType}/${id}`);
      if (current !== undefined && current !== version)
        this.#report('stale-facts-are-not-acted-on', `${where} overwrites ${recordType}/${id}@${current}`);
    }
  }
}
