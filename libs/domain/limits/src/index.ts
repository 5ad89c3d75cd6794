export { Counter, type LimitEvent } from './counter.ts';
export {
  decideReservations,
  type ReservationRequest,
  type ReservationResult,
  type Reservations,
} from './decide-reservations.ts';
export { dayIn, type Day } from './limit-day.ts';
export {
  countedAmount,
  countedRecord,
  counterKeyOf,
  LIMIT_SCOPES,
  type Countable,
  type LimitRule,
  type LimitScope,
} from './limit-rule.ts';
