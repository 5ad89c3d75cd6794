import { get } from './request.ts';

/** One consumer group on one topic, over all partitions. */
export interface GroupRow {
  readonly group: string;
  readonly topic: string;
  readonly partitions: number;
  readonly lag: number;
}

export interface Overview {
  readonly at: string;
  readonly cases: {
    readonly known: number;
    readonly open: number;
    /** Cases by worker and step. */
    readonly byWorker: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  readonly perMinute: { readonly accepted: number; readonly closed: number };
  readonly reviews: { readonly open: number; readonly overdue: number; readonly nextDueAt: string | null };
  /** Actions in doubt. */
  readonly doubts: { readonly open: number };
  readonly escalations: { readonly open: number; readonly overdue: number };
  readonly orders: { readonly standing: number };
  /** How far recording is behind; null where the control-plane cannot tell. */
  readonly audit: { readonly state: string; readonly behind: number } | null;
  readonly groups: readonly GroupRow[];
}

export const readOverview = async (): Promise<Overview> => get<Overview>('/overview');
