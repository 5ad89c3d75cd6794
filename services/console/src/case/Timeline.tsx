import type { TimelineEvent } from '../api/cases.ts';
import type { JsonObject } from '@dws/kernel';
import { At } from '../parts/Ago.tsx';
import { EditDiff } from '../parts/EditDiff.tsx';
import { Json } from '../parts/Json.tsx';
import { sayEvent } from '../say/event.ts';

/** All events in plain words, oldest first; the raw event on demand. */
export function Timeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  const summaries = new Map(
    events.flatMap((event) =>
      event.type === 'action-proposal' ? [[event.data.proposalId, event.data.summary] as const] : [],
    ),
  );
  const proposed = new Map(
    events.flatMap((event) =>
      event.type === 'action-proposal' ? [[event.data.proposalId, event.data.arguments] as const] : [],
    ),
  );
  const summaryOf = (proposalId: string): string => summaries.get(proposalId) ?? `proposal ${proposalId}`;
  return (
    <ol className="timeline">
      {events.map((event) => {
        const { text, tone } = sayEvent(event, summaryOf);
        return (
          <li key={event.id} className={tone}>
            <details>
              <summary>
                <At at={event.at} precise /> <span>{text}</span>
              </summary>
              <Edit event={event} proposed={proposed} />
              <p className="quiet">
                <code>{event.type}</code> at revision {event.revision}, written by {event.by}, event{' '}
                <code>{event.id}</code>
                {event.traceparent !== null && (
                  <>
                    , trace <code>{event.traceparent}</code>
                  </>
                )}
              </p>
              <Json value={event.data} />
            </details>
          </li>
        );
      })}
    </ol>
  );
}

interface EditProps {
  readonly event: TimelineEvent;
  readonly proposed: ReadonlyMap<string, JsonObject>;
}

/** Where a person edited: what was proposed beside what it became. */
function Edit({ event, proposed }: EditProps) {
  const [before, after] = ((): (JsonObject | undefined)[] => {
    if (event.type === 'review-decided')
      return [proposed.get(event.data.proposalId), event.data.editedArguments];
    if (event.type === 'action-proposal')
      return [proposed.get(event.data.editedFrom ?? ''), event.data.arguments];
    return [];
  })();
  return before && after ? <EditDiff before={before} after={after} /> : null;
}
