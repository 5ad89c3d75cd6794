import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { exportAudit, verifyAudit, type TrailVerdict } from '../api/audit.ts';
import { Problem } from '../parts/Problem.tsx';
import { sayNumber } from '../say/number.ts';
import { count } from '../say/words.ts';

/** Verifies one worker's trail, and exports what the search names. */
export function TrailActions({ asked }: { readonly asked: Readonly<Record<string, string>> }) {
  const worker = asked['worker'] ?? '';
  const verification = useMutation({ mutationFn: async () => verifyAudit(worker) });
  const [format, setFormat] = useState('bundle');
  const download = useMutation({
    mutationFn: async () => {
      const ending = format === 'csv' ? 'csv' : 'jsonl';
      return exportAudit({ ...asked, format }, `${worker === '' ? 'audit' : worker}.${ending}`);
    },
  });
  return (
    <section aria-label="Trail">
      <div className="row">
        <button
          type="button"
          disabled={worker === '' || verification.isPending}
          title={worker === '' ? 'Search for a worker first' : undefined}
          onClick={() => verification.mutate()}
        >
          {verification.isPending
            ? 'Verifying …'
            : `Verify ${worker === '' ? 'a trail' : `the trail of ${worker}`}`}
        </button>
        <label>
          Export as{' '}
          <select value={format} onChange={(event) => setFormat(event.target.value)}>
            <option value="bundle">bundle, verified offline</option>
            <option value="jsonl">lines of JSON</option>
            <option value="csv">CSV</option>
          </select>
        </label>
        <button type="button" disabled={download.isPending} onClick={() => download.mutate()}>
          {download.isPending ? 'Exporting …' : 'Export what was searched for'}
        </button>
      </div>
      {verification.error && <Problem error={verification.error} />}
      {download.error && <Problem error={download.error} />}
      {verification.data && <Verdict verdict={verification.data} />}
    </section>
  );
}

function Verdict({ verdict }: { readonly verdict: TrailVerdict }) {
  const { ok, stream, count: sound, seals, sealedTo, findings } = verdict;
  return (
    <div className={`notice ${ok ? 'good' : 'bad'}`} role="status">
      <p>
        <b>{ok ? 'The trail is whole.' : 'The trail is broken.'}</b> {stream}: {sayNumber(sound)} events
        sound, {count(seals, 'seal')},{' '}
        {sealedTo < 0 ? 'no event is sealed' : `sealed up to place ${sayNumber(sealedTo)}`}.
      </p>
      <ul>
        {findings.map(({ problem, at, detail }) => (
          <li key={`${problem} ${at}`}>
            <b>{problem}</b> at place {sayNumber(at)}: {detail}
          </li>
        ))}
      </ul>
      {!ok && <p>Keep the files as they are and tell the security architect.</p>}
    </div>
  );
}
