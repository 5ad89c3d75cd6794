import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { showReview, type Packet } from '../api/reviews.ts';
import { hrefOf } from '../app/route.ts';
import { go } from '../app/use-route.ts';
import { useKeys } from '../app/use-keys.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { ActionView } from './ActionView.tsx';
import { EditView } from './EditView.tsx';
import { DecisionPanel } from './DecisionPanel.tsx';
import { Facts } from './Facts.tsx';
import { nextAfter, useQueue } from './queue.ts';
import { PacketHead } from './PacketHead.tsx';
import { Background } from './Background.tsx';

export function ReviewPage({ reviewId }: { readonly reviewId: string }) {
  const query = useQuery({ queryKey: ['review', reviewId], queryFn: async () => showReview(reviewId) });
  const queue = useQueue().data ?? [];
  const next = nextAfter(queue, reviewId);
  const before = nextAfter(queue, reviewId, -1);
  const keys = useMemo(
    () => ({
      j: next === null ? undefined : () => go(hrefOf('reviews', next)),
      k: before === null ? undefined : () => go(hrefOf('reviews', before)),
      u: () => go(hrefOf('reviews')),
    }),
    [next, before],
  );
  useKeys(keys);
  return (
    <>
      <nav className="trail" aria-label="Queue">
        <a href={hrefOf('reviews')}>Reviews</a>
        <span>
          {before !== null && <a href={hrefOf('reviews', before)}>Previous</a>}
          {next !== null && <a href={hrefOf('reviews', next)}>Next</a>}
        </span>
      </nav>
      <Loaded query={query}>
        {(packet) => <PacketView packet={packet} next={next} waiting={queue.length} />}
      </Loaded>
    </>
  );
}

interface PacketViewProps {
  readonly packet: Packet;
  readonly next: string | null;
  readonly waiting: number;
}

function PacketView({ packet, next, waiting }: PacketViewProps) {
  return (
    <article className="packet">
      <PacketHead packet={packet} />
      <div className="columns">
        <div>
          <EditView packet={packet} />
          <ActionView action={packet.action} digest={packet.digest} />
          {/* By its digest: what was typed for one action never lands on another. */}
          <DecisionPanel key={packet.digest} packet={packet} next={next} waiting={waiting} />
        </div>
        <div>
          <Facts facts={packet.facts} missing={packet.missing} />
          <Background packet={packet} />
        </div>
      </div>
    </article>
  );
}
