/** Calendar day, YYYY-MM-DD. */
export type Day = string;

/**
 * A function from milliseconds since the epoch to the calendar day in a time zone (IANA name). Days in which
 * clocks change last 23 or 25 hours; the zone's own rules, as Intl has them, decide.
 * @throws RangeError for an unknown zone
 */
export function dayIn(timeZone: string): (milliseconds: number) => Day {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  // Formatting costs microseconds; zones change on whole minutes, so a minute has one day.
  let minute = Number.NaN;
  let day = '';
  return (milliseconds) => {
    const current = Math.floor(milliseconds / 60_000);
    if (current !== minute) {
      minute = current;
      const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
      day = `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
    }
    return day;
  };
}
