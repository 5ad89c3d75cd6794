import { useQuery } from '@tanstack/react-query';
import { listDoubts } from '../api/doubts.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { count } from '../say/words.ts';
import { DoubtView } from './DoubtView.tsx';

export function DoubtsPage() {
  const query = useQuery({ queryKey: ['doubts'], queryFn: listDoubts });
  return (
    <>
      <h1>In doubt</h1>
      <p className="quiet">
        Writes that were sent and never answered, to systems that can neither be asked nor sent them twice.
        Look for the reference in the system, then say what you found.
      </p>
      <Loaded query={query}>
        {({ doubts, total }) => (
          <>
            <p>
              {total === 0
                ? 'Nothing is in doubt.'
                : `${count(total, 'action')}, the longest in doubt first.`}
            </p>
            {doubts.map((doubt) => (
              <DoubtView key={doubt.digest} doubt={doubt} />
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}
