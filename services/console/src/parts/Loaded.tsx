import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './Problem.tsx';

/** The content once it is there. What was loaded stays on the page while a later load fails, with the problem above. */
export function Loaded<Content>({
  query,
  children,
}: {
  readonly query: UseQueryResult<Content>;
  readonly children: (content: Content) => ReactNode;
}) {
  return (
    <>
      {query.error && <Problem error={query.error} />}
      {query.data === undefined ? !query.error && <p className="quiet">Loading …</p> : children(query.data)}
    </>
  );
}
