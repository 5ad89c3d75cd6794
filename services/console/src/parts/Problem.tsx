import { asProblem } from '../api/problem.ts';

/** What went wrong, its code, and what to do; announced to screen readers. */
export function Problem({ error }: { readonly error: unknown }) {
  const { code, message, remedy } = asProblem(error);
  return (
    <div className="problem" role="alert">
      <p>
        <code>{code}</code> {message}
      </p>
      <p>{remedy}</p>
    </div>
  );
}
