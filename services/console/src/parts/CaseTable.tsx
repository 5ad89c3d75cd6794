import type { CaseRow } from '../api/cases.ts';
import { hrefOf } from '../app/route.ts';
import { sayCode, shorten } from '../say/words.ts';
import { Ago } from './Ago.tsx';
import { Step } from './Step.tsx';

/** Cases in a table, newest first as given. */
export function CaseTable({
  cases,
  caption,
}: {
  readonly cases: readonly CaseRow[];
  readonly caption: string;
}) {
  if (cases.length === 0) return <p className="quiet">No cases.</p>;
  return (
    <div className="scroll">
      <table>
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">Stands</th>
            <th scope="col">Signal</th>
            <th scope="col">Subject</th>
            <th scope="col">Worker</th>
            <th scope="col">Accepted</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((row) => (
            <tr key={row.caseId}>
              <td>
                <a href={hrefOf('cases', row.caseId)} className="mono" title={row.caseId}>
                  {shorten(row.caseId)}
                </a>
              </td>
              <td>
                <Step step={row.step} />
              </td>
              <td>{sayCode(row.signalType)}</td>
              <td>{row.subject}</td>
              <td>{row.worker}</td>
              <td>
                <Ago at={row.acceptedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
