const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time with its one or two largest units: `45 s`, `12 min`, `3 h 20 min`, `5 d`. */
export function sayDuration(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length < SECOND) return `${Math.round(length)} ms`;
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY)
    return withRest(Math.floor(length / HOUR), 'h', Math.floor((length % HOUR) / MINUTE), 'min');
  return withRest(Math.floor(length / DAY), 'd', Math.floor((length % DAY) / HOUR), 'h');
}

/** How long ago an instant was: `now`, `40 s ago`. An instant to come says `in 40 s`: clocks may differ. */
export function sayAgo(instant: string, now: number): string {
  const past = now - Date.parse(instant);
  if (Number.isNaN(past)) return 'at an unknown time';
  if (Math.abs(past) < SECOND) return 'now';
  return past > 0 ? `${sayDuration(past)} ago` : `in ${sayDuration(-past)}`;
}

export interface Due {
  readonly text: string;
  /** `overdue` is past; `soon` is within the hour. */
  readonly urgency: 'overdue' | 'soon' | 'later';
}

export function sayDue(dueAt: string, now: number): Due {
  const left = Date.parse(dueAt) - now;
  if (Number.isNaN(left)) return { text: 'no due time', urgency: 'later' };
  if (left <= 0) return { text: `overdue by ${sayDuration(-left)}`, urgency: 'overdue' };
  return { text: `due in ${sayDuration(left)}`, urgency: left <= HOUR ? 'soon' : 'later' };
}

function withRest(count: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${count} ${unit}` : `${count} ${unit} ${rest} ${restUnit}`;
}
