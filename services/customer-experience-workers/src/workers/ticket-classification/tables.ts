import { z } from 'zod';
import { HIGH_VALUE, type HighValuePolicy } from '../../policy/high-value.ts';
import routing from './tables/routing.json' with { type: 'json' };
import { URGENCY_LEVELS } from './urgency.ts';

const name = z.string().min(1).max(100);
const level = z.enum(URGENCY_LEVELS);
const steps = z.number().int().min(0).max(URGENCY_LEVELS.length);

const schema = z.strictObject({
  /** Queue of each category; one without an entry goes to the default queue. */
  queues: z.record(name, name),
  defaultQueue: name,
  /** Where people look at what the worker may not decide. */
  personQueue: name,
  /** A new ticket that already has one of these states needs no routing. */
  leaveAlone: z.array(name),
  /** A sentiment at or below this, from -1 to 1, counts as angry. */
  angryBelow: z.number().min(-1).max(0),
  legalPhrases: z.array(name),
  /** Least urgency of such tickets. */
  atLeast: z.strictObject({ angry: level, legal: level }),
  /** How many steps such tickets gain. */
  stepsUp: z.strictObject({ highValue: steps, reopened: steps }),
});

export type Routing = z.output<typeof schema>;

export interface TicketTables {
  readonly routing: Routing;
  readonly highValue: HighValuePolicy;
}

export const tables: TicketTables = { routing: schema.parse(routing), highValue: HIGH_VALUE };
