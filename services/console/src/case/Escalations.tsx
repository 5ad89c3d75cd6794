import type { EscalationRow } from '../api/cases.ts';
import { hrefOf } from '../app/route.ts';
import { At, Due } from '../parts/Ago.tsx';
import { Step } from '../parts/Step.tsx';
import { sayCode, shorten } from '../say/words.ts';

/** Hand-overs of the case: who took them up, by when they must be done, and who gets them when they are late. */
export function Escalations({ escalations }: { readonly escalations: readonly EscalationRow[] }) {
  if (escalations.length === 0) return null;
  return (
    <section>
      <h2>Handed over</h2>
      <div className="scroll">
        <table>
          <caption className="sr">Hand-overs between domains</caption>
          <thead>
            <tr>
              <th scope="col">Path</th>
              <th scope="col">Stands</th>
              <th scope="col">Due</th>
              <th scope="col">From</th>
              <th scope="col">Taken up by</th>
              <th scope="col">Who answers for it</th>
            </tr>
          </thead>
          <tbody>
            {escalations.map((one) => (
              <tr key={one.escalationId}>
                <td title={one.completion}>{sayCode(one.path)}</td>
                <td>
                  <Step step={one.step} /> {one.overdue && <Step step="overdue" />}
                </td>
                <td>{one.step === 'completed' ? <At at={one.dueAt} /> : <Due at={one.dueAt} />}</td>
                <td>
                  {sayCode(one.fromDomain)}, <CaseLink caseId={one.fromCase} />
                </td>
                <td>
                  {one.receptions.length === 0 && 'nobody yet'}
                  {one.receptions.map(({ caseId, worker, outcome }) => (
                    <div key={caseId}>
                      {worker}, <CaseLink caseId={caseId} /> {outcome !== null && <Step step={outcome} />}
                    </div>
                  ))}
                </td>
                <td>{one.overdue ? `${one.failureOwner}, since it is late` : one.owner}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function CaseLink({ caseId }: { readonly caseId: string }) {
  return (
    <a href={hrefOf('cases', caseId)} className="mono" title={caseId}>
      {shorten(caseId)}
    </a>
  );
}
