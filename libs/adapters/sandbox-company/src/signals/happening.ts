import type { JsonObject } from '@dws/kernel';
import type { Company } from '../company.ts';
import type { Dice } from '../seed/dice.ts';

/** What a caller may fix of a happening; the dice decide the rest. */
export interface HappeningChoice {
  /** The account it befalls. */
  readonly accountId?: string | undefined;
  /** By how many percent usage drops or comes back. */
  readonly percent?: number | undefined;
  /** What the customer writes. */
  readonly text?: string | undefined;
}

/** What happened, for the signal about it. The records have changed already. */
export interface Happening {
  readonly system: string;
  readonly subject: string;
  readonly data: JsonObject;
}

/** Lets something happen in the company; `undefined` where there is nothing left that it could happen to. */
export type Happen = (
  company: Company,
  dice: Dice,
  choice: HappeningChoice,
  now: number,
) => Happening | undefined;
