import type { WorkerManifest } from '@dws/worker';
import { Step } from '../parts/Step.tsx';
import { list, sayCode } from '../say/words.ts';

/** What wakes a worker, what it may read and do, and what it may never do. */
export function Scope({ manifest }: { readonly manifest: WorkerManifest }) {
  const { triggers, reads, actions, prohibited, escalations } = manifest;
  return (
    <>
      <h2>Actions it may propose</h2>
      <div className="scroll">
        <table>
          <caption className="sr">Actions</caption>
          <thead>
            <tr>
              <th scope="col">Action</th>
              <th scope="col">Operation</th>
              <th scope="col">Risk</th>
              <th scope="col">Leaves the company</th>
              <th scope="col">Needs a person when assistive</th>
              <th scope="col">Undone by</th>
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <tr key={action.kind}>
                <td>{sayCode(action.kind)}</td>
                <td>
                  {action.operation} in {action.system}
                </td>
                <td>
                  <Step step={action.risk} />
                </td>
                <td>{action.external ? 'yes' : 'no'}</td>
                <td>{action.meaningful ? 'yes' : 'no'}</td>
                <td>{action.reversal ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>Scope</h2>
      <dl className="pairs">
        <dt>Wakes on</dt>
        <dd>
          {list(triggers.map(({ signalType, path }) => sayCode(signalType) + (path ? ` (${path})` : '')))}
        </dd>
        <dt>Never does</dt>
        <dd>{prohibited.length === 0 ? 'nothing named' : list(prohibited.map(sayCode))}</dd>
        <dt>Escalates on</dt>
        <dd>{escalations.length === 0 ? 'no path' : list(escalations)}</dd>
        {reads.map(({ system, recordType, fields }) => (
          <div key={`${system} ${recordType}`}>
            <dt>
              Reads {sayCode(recordType)} ({system})
            </dt>
            <dd>{fields.map(sayCode).join(', ')}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
