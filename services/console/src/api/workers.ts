import type { WorkerManifest } from '@dws/worker';
import type { OrderAnswer } from './orders.ts';
import { get, post } from './request.ts';

export interface WorkerRow {
  readonly worker: string;
  readonly domain: string;
  readonly version: string;
  readonly codeHash: string;
  readonly purpose: string;
  readonly stage: string;
  /** `shadow`, `active`, `paused` or `retired`, as registered. */
  readonly status: string;
  readonly businessOwner: string;
  readonly technicalOwner: string;
  readonly registeredAt: string;
  readonly registeredBy: string;
  /** The order that holds it now. */
  readonly pausedBy: {
    readonly order: string;
    readonly kind: string;
    readonly person: string;
    readonly at: string;
    readonly reason: string;
  } | null;
  /** Cases by step. */
  readonly cases: Readonly<Record<string, number>>;
}

export interface WorkerDetail extends WorkerRow {
  readonly manifest: WorkerManifest;
}

export const listWorkers = async (): Promise<{ readonly workers: readonly WorkerRow[] }> => get('/workers');

export const showWorker = async (worker: string): Promise<WorkerDetail> =>
  get(`/workers/${encodeURIComponent(worker)}`);

export const pauseWorker = async (worker: string, reason: string): Promise<OrderAnswer> =>
  post(`/workers/${encodeURIComponent(worker)}/pause`, { reason });
