import type { Memory } from '../api/reviews.ts';
import { list, sayCode } from '../say/words.ts';

/** What people taught the worker, in sentences. */
export function MemoryView({ memory }: { readonly memory: Memory }) {
  const { position, decisions, feedback, corrections } = memory;
  if (position === '') return <p className="quiet">Nobody has corrected this worker yet.</p>;
  return (
    <>
      <ul>
        {Object.entries(decisions).map(([kind, { approved, edited, rejected }]) => (
          <li key={kind}>
            <b>{sayCode(kind)}:</b> {approved} approved, {edited} edited, {rejected} rejected
          </li>
        ))}
        {Object.keys(feedback).length > 0 && (
          <li>
            <b>Said later:</b>{' '}
            {list(Object.entries(feedback).map(([kind, times]) => `${times} ${sayCode(kind)}`))}
          </li>
        )}
        {corrections.map(({ from, to, times }) => (
          <li key={`${from} ${to}`}>
            <b>Of this account:</b> {sayCode(from)} became {sayCode(to)}, {times}{' '}
            {times === 1 ? 'time' : 'times'}
          </li>
        ))}
      </ul>
      <p className="quiet">As its trail stood at revision {position}.</p>
    </>
  );
}
