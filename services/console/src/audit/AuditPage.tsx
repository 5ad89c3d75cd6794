import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { searchAudit } from '../api/audit.ts';
import { hrefOf } from '../app/route.ts';
import { go } from '../app/use-route.ts';
import { Problem } from '../parts/Problem.tsx';
import { Entries } from './Entries.tsx';
import { TrailActions } from './TrailActions.tsx';

/** Fields of the search, by the name of their query parameter. */
const FIELDS = [
  { name: 'q', label: 'Query', placeholder: 'by:erin amount>1000 "free text"' },
  { name: 'worker', label: 'Worker', placeholder: 'churn-signal' },
  { name: 'caseId', label: 'Case', placeholder: 'id' },
  { name: 'subject', label: 'Subject', placeholder: 'A-1042' },
  { name: 'type', label: 'Event type', placeholder: 'review-decided' },
  { name: 'signalType', label: 'Signal type', placeholder: 'usage.dropped' },
  { name: 'text', label: 'Text', placeholder: 'words anywhere in the event' },
  { name: 'from', label: 'From', placeholder: '2026-03-01T00:00:00Z' },
  { name: 'to', label: 'To', placeholder: '2026-03-02T00:00:00Z' },
] as const;

type Asked = Readonly<Record<string, string>>;

/** The search stands in the address, so that it can be sent to somebody. */
export function AuditPage({ query: asked }: { readonly query: Asked }) {
  const [fields, setFields] = useState(asked);
  const result = useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: async ({ pageParam }) => searchAudit({ ...asked, after: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    // An auditor reads a list that stands still.
    refetchInterval: false,
    meta: { still: true },
  });
  const search = (event: SubmitEvent) => {
    event.preventDefault();
    const trimmed = Object.entries(fields).map(([name, value]) => [name, value.trim()] as const);
    go(hrefOf('audit', undefined, Object.fromEntries(trimmed)));
  };
  const entries = result.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <h1>Audit</h1>
      <form className="search" onSubmit={search}>
        {FIELDS.map(({ name, label, placeholder }) => (
          <label key={name}>
            {label}
            <input
              value={fields[name] ?? ''}
              placeholder={placeholder}
              spellCheck={false}
              onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
            />
          </label>
        ))}
        <button type="submit">Search</button>
      </form>
      <TrailActions asked={asked} />
      {result.error && <Problem error={result.error} />}
      {result.isPending && <p className="quiet">Searching …</p>}
      {result.isSuccess && <Entries entries={entries} />}
      {result.hasNextPage && (
        <button
          type="button"
          disabled={result.isFetchingNextPage}
          onClick={() => void result.fetchNextPage()}
        >
          {result.isFetchingNextPage ? 'Searching …' : 'More'}
        </button>
      )}
    </>
  );
}
