import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listCases } from '../api/cases.ts';
import { CaseTable } from '../parts/CaseTable.tsx';
import { Loaded } from '../parts/Loaded.tsx';

const PHASES = ['', 'accepted', 'open', 'closed'];

export function CasesPage() {
  const [worker, setWorker] = useState('');
  const [subject, setSubject] = useState('');
  const [phase, setPhase] = useState('');
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const asked = { worker, subject, phase, cursor: cursors.at(-1) };
  const query = useQuery({ queryKey: ['cases', asked], queryFn: async () => listCases(asked) });
  const from = (change: () => void) => {
    change();
    setCursors([]);
  };
  return (
    <>
      <h1>Cases</h1>
      <div className="row filters">
        <label>
          Worker{' '}
          <input value={worker} onChange={(event) => from(() => setWorker(event.target.value.trim()))} />
        </label>
        <label>
          Subject{' '}
          <input value={subject} onChange={(event) => from(() => setSubject(event.target.value.trim()))} />
        </label>
        <label>
          Phase{' '}
          <select value={phase} onChange={(event) => from(() => setPhase(event.target.value))}>
            {PHASES.map((each) => (
              <option key={each} value={each}>
                {each === '' ? 'any' : each}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Loaded query={query}>
        {({ cases, cursor }) => (
          <>
            <CaseTable cases={cases} caption="Cases, newest first" />
            <div className="row">
              {cursors.length > 0 && (
                <button type="button" onClick={() => setCursors(cursors.slice(0, -1))}>
                  Newer
                </button>
              )}
              {cursor !== null && (
                <button type="button" onClick={() => setCursors([...cursors, cursor])}>
                  Older
                </button>
              )}
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}
