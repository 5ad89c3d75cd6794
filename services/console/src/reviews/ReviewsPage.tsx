import { useMemo, useState } from 'react';
import type { ReviewRow } from '../api/reviews.ts';
import { hrefOf } from '../app/route.ts';
import { go } from '../app/use-route.ts';
import { useKeys } from '../app/use-keys.ts';
import { Ago, Due } from '../parts/Ago.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { count, list, sayCode } from '../say/words.ts';
import { useQueue } from './queue.ts';

export function ReviewsPage() {
  const query = useQueue();
  return (
    <>
      <h1>Reviews</h1>
      <Loaded query={query}>{(reviews) => <Queue reviews={reviews} />}</Loaded>
    </>
  );
}

function Queue({ reviews }: { readonly reviews: readonly ReviewRow[] }) {
  const [chosen, setChosen] = useState(0);
  const place = Math.min(chosen, Math.max(reviews.length - 1, 0));
  const current = reviews[place]?.reviewId;
  const keys = useMemo(
    () => ({
      j: () => setChosen(Math.min(place + 1, reviews.length - 1)),
      k: () => setChosen(Math.max(place - 1, 0)),
      o: current === undefined ? undefined : () => go(hrefOf('reviews', current)),
    }),
    [place, current, reviews.length],
  );
  useKeys(keys);
  if (reviews.length === 0) return <p className="quiet">Nothing waits for a decision.</p>;
  return (
    <>
      <p className="quiet">
        {count(reviews.length, 'open review')}, the one due first on top. Keys: <kbd>j</kbd> <kbd>k</kbd> down
        and up, <kbd>o</kbd> open.
      </p>
      <div className="scroll">
        <table>
          <caption className="sr">Open reviews</caption>
          <thead>
            <tr>
              <th scope="col">Action</th>
              <th scope="col">Due</th>
              <th scope="col">Subject</th>
              <th scope="col">Worker</th>
              <th scope="col">Asked</th>
              <th scope="col">Who may decide</th>
            </tr>
          </thead>
          <tbody>
            {reviews.map((row, index) => (
              <tr key={row.reviewId} className={index === place ? 'chosen' : undefined}>
                <td>
                  <a href={hrefOf('reviews', row.reviewId)}>{row.summary || sayCode(row.actionKind)}</a>
                </td>
                <td>
                  <Due at={row.dueAt} />
                </td>
                <td className="id">{row.subject}</td>
                <td className="id">{row.worker}</td>
                <td>
                  <Ago at={row.openedAt} />
                </td>
                <td>{list(row.reviewers)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
