import { useQuery } from '@tanstack/react-query';
import { listCases } from '../api/cases.ts';
import { readOverview, type GroupRow, type Overview } from '../api/overview.ts';
import { listWorkers } from '../api/workers.ts';
import { CaseTable } from '../parts/CaseTable.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { sayNumber } from '../say/number.ts';
import { count } from '../say/words.ts';
import { RunningWorkers } from './RunningWorkers.tsx';

const LATEST = 15;

export function OverviewPage() {
  const overview = useQuery({ queryKey: ['overview'], queryFn: readOverview });
  const workers = useQuery({ queryKey: ['workers'], queryFn: listWorkers });
  const latest = useQuery({
    queryKey: ['cases', { limit: LATEST }],
    queryFn: async () => listCases({ limit: LATEST }),
  });
  return (
    <>
      <h1>Overview</h1>
      <Loaded query={overview}>{(now) => <Figures overview={now} />}</Loaded>
      <Loaded query={workers}>{(list) => <RunningWorkers workers={list.workers} />}</Loaded>
      <h2>Latest cases</h2>
      <Loaded query={latest}>{({ cases }) => <CaseTable cases={cases} caption="Latest cases" />}</Loaded>
      <h2>Consumer groups</h2>
      <Loaded query={overview}>{({ groups }) => <Groups groups={groups} />}</Loaded>
    </>
  );
}

function Figures({
  overview: { cases, perMinute, reviews, doubts, escalations, orders, audit, groups },
}: {
  readonly overview: Overview;
}) {
  const lag = groups.reduce((sum, group) => sum + group.lag, 0);
  return (
    <ul className="figures">
      <Figure name="cases accepted in the last minute" value={perMinute.accepted} />
      <Figure name="closed" value={perMinute.closed} />
      <Figure name="open" value={cases.open} href="#/cases" />
      <Figure
        name={reviews.open === 1 ? 'open review' : 'open reviews'}
        value={reviews.open}
        href="#/reviews"
      />
      {reviews.overdue > 0 && <Figure name="overdue" value={reviews.overdue} href="#/reviews" warn />}
      {doubts.open > 0 && <Figure name="in doubt" value={doubts.open} href="#/doubts" warn />}
      {escalations.overdue > 0 && <Figure name="hand-overs overdue" value={escalations.overdue} warn />}
      <Figure
        name={orders.standing === 1 ? 'standing order' : 'standing orders'}
        value={orders.standing}
        href="#/workers"
        warn={orders.standing > 0}
      />
      <Figure name="messages behind" value={lag} />
      <Figure
        name={`events not yet in a trail${audit === null ? '' : ` (${audit.state})`}`}
        value={audit?.behind ?? null}
      />
    </ul>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number | null;
  readonly warn?: boolean;
  readonly href?: string;
}

function Figure({ name, value, warn, href }: FigureProps) {
  const figure = (
    <>
      <b>{sayNumber(value)}</b> {name}
    </>
  );
  return (
    <li className={warn ? 'stop' : undefined}>{href === undefined ? figure : <a href={href}>{figure}</a>}</li>
  );
}

/** Those that are behind; the rest, which says only that it has caught up, on demand. */
function Groups({ groups }: { readonly groups: readonly GroupRow[] }) {
  const behind = groups.filter(({ lag }) => lag > 0).toSorted((a, b) => b.lag - a.lag);
  const rest = groups.filter(({ lag }) => lag <= 0);
  if (groups.length === 0) return <p className="quiet">No consumer group has reported yet.</p>;
  return (
    <>
      {behind.length > 0 && <GroupTable groups={behind} />}
      {rest.length > 0 && (
        <details>
          <summary>{count(rest.length, 'group and topic', 'groups and topics')} with nothing to read</summary>
          <GroupTable groups={rest} />
        </details>
      )}
    </>
  );
}

function GroupTable({ groups }: { readonly groups: readonly GroupRow[] }) {
  return (
    <div className="scroll">
      <table>
        <caption className="sr">Consumer groups and their lag</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Topic</th>
            <th scope="col" className="number">
              Partitions
            </th>
            <th scope="col" className="number">
              Behind
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ group, topic, partitions, lag }) => (
            <tr key={`${group} ${topic}`}>
              <td>{group}</td>
              <td>{topic}</td>
              <td className="number">{sayNumber(partitions)}</td>
              <td className="number">{sayNumber(lag)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
