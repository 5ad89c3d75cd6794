import type { CaseGroup, OrderAnswer } from '../api/orders.ts';
import { hrefOf } from '../app/route.ts';
import { At } from '../parts/Ago.tsx';
import { Step } from '../parts/Step.tsx';
import { sayNumber } from '../say/number.ts';
import { sayDuration } from '../say/time.ts';
import { count, sayCode, shorten } from '../say/words.ts';

/** An order: who gave it, each point's acknowledgement with its time, who was fenced, and the cases it concerns. */
export function OrderView({ order, open = false }: { readonly order: OrderAnswer; readonly open?: boolean }) {
  const {
    kind,
    grain,
    target,
    by,
    at,
    reason,
    stands,
    completedAt,
    acknowledged,
    fenced,
    waitingFor,
    frozen,
  } = order;
  return (
    <details className="order" open={open}>
      <summary>
        <Step step={stands || kind === 'resume' ? kind : `${kind} ended`} />{' '}
        {target === '' ? sayCode(grain) : target} by {by}, <At at={at} />: {reason}
      </summary>
      <p>
        {completedAt === null ? (
          'Not acknowledged by every point yet.'
        ) : kind === 'resume' ? (
          <>
            What it had held was free after {sayDuration(Date.parse(completedAt) - Date.parse(at))} (
            <At at={completedAt} />
            ).
          </>
        ) : (
          <>
            In force everywhere after {sayDuration(Date.parse(completedAt) - Date.parse(at))} (
            <At at={completedAt} />
            ). {frozen > 0 && `${count(frozen, 'case')} frozen.`}
          </>
        )}
      </p>
      {acknowledged.length + fenced.length + waitingFor.length > 0 && (
        <div className="scroll">
          <table>
            <caption className="sr">Enforcement points</caption>
            <thead>
              <tr>
                <th scope="col">Point</th>
                <th scope="col">Answer</th>
                <th scope="col" className="number">
                  After
                </th>
                <th scope="col" className="number">
                  In flight then
                </th>
              </tr>
            </thead>
            <tbody>
              {acknowledged.map((answer) => (
                <tr key={answer.point}>
                  <td>{answer.point}</td>
                  <td>
                    acknowledged <At at={answer.at} />
                  </td>
                  <td className="number">{sayDuration(Date.parse(answer.at) - Date.parse(at))}</td>
                  <td className="number">{sayNumber(answer.inFlight.length)}</td>
                </tr>
              ))}
              {fenced.map((point) => (
                <tr key={point} className="stop">
                  <td>{point}</td>
                  <td colSpan={3}>did not answer and was fenced</td>
                </tr>
              ))}
              {waitingFor.map((point) => (
                <tr key={point}>
                  <td>{point}</td>
                  <td colSpan={3}>has not answered yet</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {kind !== 'resume' && (
        <dl className="pairs">
          <Cases name="Affected" group={order.cases.affected} />
          <Cases name="Completed since" group={order.cases.completed} />
          <Cases name="In flight" group={order.cases.inFlight} />
          <Cases name="Pending" group={order.cases.pending} />
        </dl>
      )}
    </details>
  );
}

/** Cases shown by id; the number says how many there are. */
const LISTED = 12;

function Cases({ name, group }: { readonly name: string; readonly group: CaseGroup }) {
  const shown = group.caseIds.slice(0, LISTED);
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {count(group.count, 'case')}{' '}
        {shown.map((caseId) => (
          <a key={caseId} href={hrefOf('cases', caseId)} className="mono">
            {shorten(caseId)}{' '}
          </a>
        ))}
        {group.count > shown.length && shown.length > 0 && '…'}
      </dd>
    </>
  );
}
