import type { Company } from './company.ts';
import type { FaultTarget, Trouble } from './faults.ts';

/** What a caller gets to see of a request: its answer, or what a told fault made of it. */
export type Seen<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  /** Nothing was done. */
  | { readonly kind: '429' | 'down'; readonly retryAfterMs: number | undefined }
  /** Nothing was done, though a caller cannot know. */
  | { readonly kind: '500' }
  /** Done; the caller never hears of it, or cannot read what it hears. */
  | { readonly kind: 'answer-lost-after-commit' | 'wrong-schema' };

/**
 * Handles a request as the told faults will have it. At once where none is told; after a delay a promise. The
 * delay happens before the work, and the work happens also when the caller has gone by then.
 */
export function underFaults<T>(
  company: Company,
  target: FaultTarget,
  sleep: (milliseconds: number) => Promise<void>,
  work: () => T,
): Seen<T> | Promise<Seen<T>> {
  const trouble = company.faults.take(target);
  if (trouble === undefined) return { kind: 'answered', answer: work() };
  if (trouble.delayMs === 0) return meet(company, target, trouble, work);
  return sleep(trouble.delayMs).then(() => meet(company, target, trouble, work));
}

function meet<T>(company: Company, target: FaultTarget, trouble: Trouble, work: () => T): Seen<T> {
  const { kind, retryAfterMs } = trouble;
  switch (kind) {
    case undefined:
      return { kind: 'answered', answer: work() };
    case 'answer-lost-after-commit':
    case 'wrong-schema':
      work();
      return { kind };
    case '429':
    case 'down':
      noteFault(company, target, kind);
      return { kind, retryAfterMs };
    case '500':
      noteFault(company, target, kind);
      return { kind };
  }
}

function noteFault(company: Company, target: FaultTarget, kind: string): void {
  if (!('operation' in target)) return;
  const { system, operation } = target;
  company.attempts.record({
    time: company.now(),
    system,
    operation,
    reference: null,
    outcome: `fault ${kind}`,
  });
}
