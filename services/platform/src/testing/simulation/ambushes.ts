import type { Oracle, Parked, Random, Simulation } from '@dws/simulator';
import type { People } from './people.ts';
import type { Weights } from './profiles.ts';

export type AmbushKind =
  /** A claim is on its way to the store: its process stops or its append is slow, and somebody gives an order. */
  | 'order-while-claiming'
  /** An order is given just before a claim that can still be held up. */
  | 'order-before-claiming'
  /** The copies of a batch are on their way into the trails, and take so long that the standby takes over. */
  | 'overtake-recorder'
  /** A question has just been put to people: an intruder answers it. */
  | 'forge-word'
  /** Something has just been proposed: an intruder allows it before the gate decides. */
  | 'forge-gate'
  /** The same, and somebody decides it as soon as it is shown. */
  | 'decide-at-once'
  /** A claim is on its way, and somebody changes a record that its plan rests on. */
  | 'record-changes';

const SLOW_MS = [3_000, 9_000, 30_000] as const;
const SOON_MS = [20, 700, 2_500] as const;
/** One world does not get further when it is ambushed at every step. */
const MOST = 6;

/** What happens at just the moment when it hurts most, which chance alone would hardly ever meet. */
export class Ambushes {
  readonly #simulation: Simulation;
  readonly #random: Random;
  readonly #chances: Weights<AmbushKind>;
  readonly #oracle: Oracle;
  readonly #people: People;
  #laid = 0;

  constructor(
    simulation: Simulation,
    random: Random,
    chances: Weights<AmbushKind>,
    { oracle, people }: { readonly oracle: Oracle; readonly people: People },
  ) {
    this.#simulation = simulation;
    this.#random = random;
    this.#chances = chances;
    this.#oracle = oracle;
    this.#people = people;
    if (Object.keys(chances).length > 0) simulation.onParked = (parked) => this.#parked(parked);
  }

  #parked(parked: Parked): void {
    const { label } = parked;
    if (!label.startsWith('store.append ') || this.#simulation.faults.calm) return;
    if (label.includes('+claimed')) this.#claiming(parked);
    else if (label.includes(',review-requested')) this.#asking(parked);
    else if (label.includes(',planned')) {
      if (this.#strikes('forge-gate', label)) this.#simulation.after(1, () => this.#people.forge('gate'));
    } else if (label.startsWith('store.append worker-') && this.#strikes('overtake-recorder', label))
      this.#simulation.putOff(parked, this.#random.pick(SLOW_MS));
  }

  #claiming(parked: Parked): void {
    const { label, process } = parked;
    const ofCase = this.#oracle.known.cases.get(/case-[^@]+/.exec(label)?.[0] ?? '');
    if (!ofCase) return;
    if (this.#strikes('order-while-claiming', label)) {
      if (this.#random.chance(0.3)) {
        process.stop();
        this.#simulation.after(this.#random.pick(SLOW_MS), () => {
          if (process.alive && process.stopped) process.resume();
        });
      } else this.#simulation.putOff(parked, this.#random.pick(SLOW_MS));
      this.#people.hold(ofCase);
    } else if (this.#strikes('order-before-claiming', label)) this.#people.hold(ofCase);
    else if (this.#strikes('record-changes', label)) {
      const records = [...ofCase.proposals.values()].flatMap(({ proposal }) => proposal.expects);
      const record = records[this.#random.below(records.length)];
      if (record) this.#people.changeRecord(record);
    }
  }

  #asking({ label }: Parked): void {
    const soon = this.#random.pick(SOON_MS);
    if (this.#strikes('forge-word', label)) this.#simulation.after(soon, () => this.#people.forge('word'));
    // Not a fault, and nothing that is over when the storm is.
    const { 'decide-at-once': eager = 0 } = this.#chances;
    if (!this.#random.chance(eager)) return;
    for (const moment of SOON_MS) this.#simulation.after(moment, () => this.#people.decide(false));
  }

  #strikes(kind: AmbushKind, where: string): boolean {
    const chance = this.#chances[kind] ?? 0;
    if (chance === 0 || this.#laid >= MOST || !this.#random.chance(chance)) return false;
    this.#laid += 1;
    if (!this.#simulation.faults.happens('ambush', `${kind}: ${where}`)) return false;
    this.#simulation.note(`  ambush: ${kind}`);
    return true;
  }
}
