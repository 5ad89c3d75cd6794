import type { WorkerRow } from '../api/workers.ts';
import { hrefOf } from '../app/route.ts';
import { Ago } from '../parts/Ago.tsx';
import { Step } from '../parts/Step.tsx';
import { sayNumber } from '../say/number.ts';
import { sayCode } from '../say/words.ts';

/** Workers by domain, with what they are doing now. */
export function RunningWorkers({ workers }: { readonly workers: readonly WorkerRow[] }) {
  if (workers.length === 0) return <p className="quiet">No worker is registered.</p>;
  const domains = Map.groupBy(workers, ({ domain }) => domain);
  return (
    <div className="scroll">
      <table>
        <caption className="sr">Workers by domain</caption>
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col">Status</th>
            <th scope="col">Stage</th>
            <th scope="col" className="number">
              Cases
            </th>
            <th scope="col" className="number">
              Waiting
            </th>
            <th scope="col" className="number">
              In review
            </th>
            <th scope="col">Owners, business and technical</th>
          </tr>
        </thead>
        {[...domains].map(([domain, members]) => (
          <tbody key={domain}>
            <tr className="group">
              <th scope="rowgroup" colSpan={7}>
                {sayCode(domain)}
              </th>
            </tr>
            {members.map((row) => (
              <Row key={row.worker} row={row} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Row({ row }: { readonly row: WorkerRow }) {
  const { pausedBy } = row;
  return (
    <tr>
      <td>
        <a href={hrefOf('workers', row.worker)}>{row.worker}</a>
      </td>
      <td>
        {pausedBy === null ? (
          <Step step={row.status} />
        ) : (
          <>
            <Step step={pausedBy.kind === 'kill' ? 'kill' : 'paused'} />{' '}
            <span className="quiet">
              by {pausedBy.person} <Ago at={pausedBy.at} />: {pausedBy.reason}
            </span>
          </>
        )}
      </td>
      <td>{sayCode(row.stage)}</td>
      <td className="number">{sayNumber(total(row.cases))}</td>
      <td className="number">{sayNumber(row.cases['waiting'] ?? 0)}</td>
      <td className="number">{sayNumber(row.cases['under-review'] ?? 0)}</td>
      <td>
        {row.businessOwner}, {row.technicalOwner}
      </td>
    </tr>
  );
}

function total(cases: WorkerRow['cases']): number {
  return Object.values(cases).reduce((sum, number) => sum + number, 0);
}
