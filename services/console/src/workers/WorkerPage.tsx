import { useQuery } from '@tanstack/react-query';
import { listCases } from '../api/cases.ts';
import { showWorker, type WorkerDetail } from '../api/workers.ts';
import { hrefOf } from '../app/route.ts';
import { Ago, At } from '../parts/Ago.tsx';
import { CaseTable } from '../parts/CaseTable.tsx';
import { Json } from '../parts/Json.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { Step } from '../parts/Step.tsx';
import { sayNumber } from '../say/number.ts';
import { sayCode, shorten } from '../say/words.ts';
import { ControlPanel } from './ControlPanel.tsx';
import { Scope } from './Scope.tsx';

const LATEST = 10;

export function WorkerPage({ worker }: { readonly worker: string }) {
  const detail = useQuery({ queryKey: ['worker', worker], queryFn: async () => showWorker(worker) });
  const latest = useQuery({
    queryKey: ['cases', { worker, limit: LATEST }],
    queryFn: async () => listCases({ worker, limit: LATEST }),
  });
  return (
    <Loaded query={detail}>
      {(row) => (
        <>
          <Head row={row} />
          <ControlPanel worker={row} />
          <Numbers cases={row.cases} />
          <Scope manifest={row.manifest} />
          <h2>Latest cases</h2>
          <Loaded query={latest}>{({ cases }) => <CaseTable cases={cases} caption="Latest cases" />}</Loaded>
          <details>
            <summary>The manifest as registered</summary>
            <Json value={row.manifest} />
          </details>
        </>
      )}
    </Loaded>
  );
}

function Head({ row }: { readonly row: WorkerDetail }) {
  const { pausedBy } = row;
  return (
    <>
      <h1 className="id">{row.worker}</h1>
      <p>{row.purpose}</p>
      <p className="facts-line">
        <span>
          <Step step={row.status} />
        </span>
        <span>
          stage <b>{sayCode(row.stage)}</b>
        </span>
        <span>{sayCode(row.domain)}</span>
        <span>
          version {row.version}, code <code title={row.codeHash}>{shorten(row.codeHash)}</code>
        </span>
        <span>
          business owner <b>{row.businessOwner}</b>, technical owner <b>{row.technicalOwner}</b>
        </span>
        <span>
          registered by {row.registeredBy}, <At at={row.registeredAt} />
        </span>
        <span>
          <a href={hrefOf('audit', undefined, { worker: row.worker })}>Its audit trail</a>
        </span>
      </p>
      {pausedBy && (
        <p className="notice stop">
          <b>Held by {pausedBy.kind === 'kill' ? 'a kill' : `a ${pausedBy.kind}`} order</b> of{' '}
          {pausedBy.person}, <Ago at={pausedBy.at} />: {pausedBy.reason}
        </p>
      )}
    </>
  );
}

function Numbers({ cases }: { readonly cases: WorkerDetail['cases'] }) {
  const steps = Object.entries(cases).toSorted(([, a], [, b]) => b - a);
  if (steps.length === 0) return <p className="quiet">It has no case yet.</p>;
  return (
    <ul className="figures">
      {steps.map(([step, number]) => (
        <li key={step}>
          <b>{sayNumber(number)}</b> {sayCode(step)}
        </li>
      ))}
    </ul>
  );
}
