import type { StoreEvent } from '@dws/contracts';
import type { TrailEntry } from '../api/audit.ts';
import { hrefOf } from '../app/route.ts';
import { At } from '../parts/Ago.tsx';
import { Json } from '../parts/Json.tsx';
import { sayEvent } from '../say/event.ts';
import { shorten } from '../say/words.ts';

/** Events of trails, each with its place, its hash and itself on demand. */
export function Entries({ entries }: { readonly entries: readonly TrailEntry[] }) {
  if (entries.length === 0) return <p className="quiet">No event was found.</p>;
  return (
    <ol className="timeline" aria-label="Events found">
      {entries.map((entry) => (
        <li key={`${entry.stream} ${entry.seq}`}>
          <details>
            <summary>
              <At at={entry.at} precise />{' '}
              <span>
                <b>{entry.type}</b> {said(entry)}
                <small className="quiet">
                  {entry.stream} #{entry.seq}
                </small>
              </span>
            </summary>
            <dl className="pairs">
              <dt>Written by</dt>
              <dd>{entry.by}</dd>
              {entry.caseId !== '' && (
                <>
                  <dt>Case</dt>
                  <dd>
                    <a href={hrefOf('cases', entry.caseId)}>{entry.caseId}</a>
                  </dd>
                </>
              )}
              <dt>Source</dt>
              <dd>
                {entry.source.stream} at revision {entry.source.revision}, event{' '}
                <code>{entry.source.id}</code>
              </dd>
              <dt>Hash</dt>
              <dd>
                <code>{entry.hash}</code>
              </dd>
            </dl>
            <Json value={parsed(entry.data) ?? entry.data} />
          </details>
        </li>
      ))}
    </ol>
  );
}

/** In plain words where the event's members are as this console knows them. */
function said(entry: TrailEntry): string {
  const data = parsed(entry.data);
  if (data === undefined) return '';
  try {
    const event = { type: entry.type, data } as StoreEvent;
    return sayEvent(event, (proposalId) => `proposal ${shorten(proposalId)}`).text;
  } catch {
    return '';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
