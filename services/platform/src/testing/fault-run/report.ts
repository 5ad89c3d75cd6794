import { availableParallelism } from 'node:os';
import type { Account } from './account.ts';
import type { History } from './history.ts';
import type { Installation } from './installation.ts';
import type { FaultRunOptions } from './options.ts';
import type { People } from './people.ts';
import type { FaultRecord } from './storm.ts';

/** Faults of one kind. Times in milliseconds. */
export interface KindReport {
  readonly kind: string;
  readonly count: number;
  readonly recoveryMedianMs: number;
  readonly recoveryMostMs: number;
}

export interface FaultReport {
  readonly seed: number;
  readonly client: string;
  readonly faults: number;
  readonly kinds: readonly KindReport[];
  /** Median load of the machine, and its cores: where it is far above them, recoveries were spent on waiting for one. */
  readonly load: number;
  readonly cores: number;
  /** What could not be tried on this machine, and why. */
  readonly notRun: readonly string[];
  readonly signals: Omit<Account, 'flaws'> & { readonly acknowledged: number };
  readonly cases: number;
  readonly effects: number;
  readonly events: number;
  readonly decisions: number;
  /** Decisions that were refused or not answered (0), by status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly orders: Readonly<Record<string, number>>;
  /** Longest time in which no case was planned, from the first to the last. */
  readonly longestStandstillMs: number;
  /** From the last fault until everything was at rest. */
  readonly calmMs: number;
  readonly flaws: readonly string[];
}

export interface Reported {
  readonly options: FaultRunOptions;
  readonly on: Installation;
  readonly faults: readonly FaultRecord[];
  readonly history: History;
  readonly people: People;
  /** Signals that were acknowledged. */
  readonly acknowledged: number;
  readonly account: Account;
  readonly calmMs: number;
  readonly flaws: readonly string[];
}

export function reportOf(run: Reported): FaultReport {
  const { options, on, faults, history, people, account, calmMs, flaws } = run;
  const { flaws: _, ...signals } = account;
  return {
    seed: options.seed,
    client: options.client,
    faults: faults.length,
    kinds: kindsOf(faults),
    load: median(faults.map(({ load }) => load)),
    cores: availableParallelism(),
    notRun: [on.disks.missing, on.networks.missing].flatMap((why) => why ?? []),
    signals: { ...signals, acknowledged: run.acknowledged },
    cases: history.oracle.known.cases.size,
    effects: history.effects,
    events: [...history.counts.values()].reduce((sum, count) => sum + count, 0),
    decisions: people.decided.length,
    refused: Object.fromEntries(people.refused),
    orders: Object.fromEntries(people.ordered),
    longestStandstillMs: longestGap(history.plannedAt),
    calmMs,
    flaws,
  };
}

function kindsOf(faults: readonly FaultRecord[]): readonly KindReport[] {
  return [...Map.groupBy(faults, ({ kind }) => kind)]
    .map(([kind, records]) => {
      const times = records.map(({ recoveryMs }) => recoveryMs);
      return {
        kind,
        count: records.length,
        recoveryMedianMs: median(times),
        recoveryMostMs: Math.max(...times),
      };
    })
    .toSorted((a, b) => b.count - a.count);
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}

function longestGap(moments: readonly number[]): number {
  const sorted = moments.toSorted((a, b) => a - b);
  return sorted.reduce((most, moment, index) => Math.max(most, moment - (sorted[index - 1] ?? moment)), 0);
}

/** The report for a person. */
export function textOf(report: FaultReport): string {
  const { kinds, signals, flaws, notRun, orders } = report;
  const width = Math.max(...kinds.map(({ kind }) => kind.length), 10);
  const row = (...[kind = '', ...cells]: readonly string[]): string =>
    [kind.padEnd(width), ...cells.map((cell) => cell.padStart(12))].join('');
  return [
    row('fault', 'times', 'back after', 'at most'),
    ...kinds.map(({ kind, count, recoveryMedianMs, recoveryMostMs }) =>
      row(kind, String(count), `${recoveryMedianMs} ms`, `${recoveryMostMs} ms`),
    ),
    row('together', String(report.faults)),
    ...notRun.map((why) => `not run: ${why}`),
    '',
    `signals   ${signals.acknowledged} acknowledged: ${signals.cases} with their cases, ${signals.noCase} that nobody takes up, ${signals.deadLetters} dead letters`,
    `cases     ${report.cases}, with ${report.effects} effects; ${report.events} events in the store`,
    `people    ${report.decisions} decisions, not taken by status: ${counted(report.refused)}; orders: ${counted(orders)}`,
    `machine   load ${report.load.toFixed(1)} on ${report.cores} cores`,
    `times     nothing was planned for ${report.longestStandstillMs} ms at most; at rest ${report.calmMs} ms after the last fault`,
    '',
    ...(flaws.length === 0
      ? ['nothing was lost, done twice or left undone']
      : flaws.map((flaw) => `FLAW ${flaw}`)),
    '',
  ].join('\n');
}

function counted(counts: Readonly<Record<string, number>>): string {
  const told = Object.entries(counts).map((one) => one.join(' '));
  return told.length === 0 ? 'none' : told.join(', ');
}
