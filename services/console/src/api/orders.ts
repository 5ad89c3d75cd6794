import { get, post } from './request.ts';

/** A group of cases in an answer: how many, and the first of them. */
export interface CaseGroup {
  readonly count: number;
  readonly caseIds: readonly string[];
}

/** A control order: who gave it, who answered when, who had to be fenced, and which cases it concerns. */
export interface OrderAnswer {
  readonly order: string;
  /** `pause`, `stop-pending`, `kill` or `resume`. */
  readonly kind: string;
  readonly grain: string;
  readonly target: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly resumes: string | null;
  /** Whether it still holds work. */
  readonly stands: boolean;
  readonly completedAt: string | null;
  readonly acknowledged: readonly {
    readonly point: string;
    readonly at: string;
    readonly inFlight: readonly string[];
  }[];
  /** Points that did not answer: every case in scope was frozen instead. */
  readonly fenced: readonly string[];
  readonly waitingFor: readonly string[];
  readonly frozen: number;
  readonly cases: {
    readonly affected: CaseGroup;
    readonly completed: CaseGroup;
    readonly inFlight: CaseGroup;
    readonly pending: CaseGroup;
  };
}

/** Stops one worker at once. Answers when nothing of it can be claimed any more. */
export const killWorker = async (worker: string, reason: string): Promise<OrderAnswer> =>
  post('/orders', { kind: 'kill', grain: 'worker', target: worker, reason });

export const resumeOrder = async (order: string, reason: string): Promise<OrderAnswer> =>
  post('/orders', { kind: 'resume', resumes: order, reason });

export const listOrders = async (): Promise<{ readonly orders: readonly OrderAnswer[] }> => get('/orders');
