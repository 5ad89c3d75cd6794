import { sayAgo, sayDue } from '../say/time.ts';
import { useNow } from './now.ts';

/** How long ago something was; the exact time on demand. */
export function Ago({ at }: { readonly at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={at}>
      {sayAgo(at, now)}
    </time>
  );
}

/** When a review must be decided. Overdue is said, not only coloured. */
export function Due({ at }: { readonly at: string }) {
  const { text, urgency } = sayDue(at, useNow());
  return (
    <time dateTime={at} title={at} className={`due ${urgency}`}>
      {text}
    </time>
  );
}

/** Time of day with the date where it is not today's, in this machine's zone; the exact UTC time on demand.
 * `precise` adds milliseconds. */
export function At({ at, precise = false }: { readonly at: string; readonly precise?: boolean }) {
  return (
    <time dateTime={at} title={at}>
      {clock(at, precise)}
    </time>
  );
}

function clock(at: string, precise: boolean): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const fraction = precise ? { fractionalSecondDigits: 3 as const } : {};
  const time = date.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...fraction,
  });
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return date.toDateString() === new Date().toDateString() ? time : `${day} ${time}`;
}
