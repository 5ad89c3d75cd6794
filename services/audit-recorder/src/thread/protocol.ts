import type { Metrics } from '@dws/application';
import type { Settings } from '@dws/host';
import type { ErrorCode } from '@dws/kernel';
import type { AppendRights } from '@dws/sqlite';
import type { MessagePort } from 'node:worker_threads';
import type { AuditLag } from '../audit-recorder.ts';
import type { RecorderSettings } from '../settings.ts';

/** What the thread is started with. Everything in it survives structured cloning. */
export interface RecorderThreadData {
  /** The way to the store, from its owner's `introduce`. */
  readonly store: MessagePort;
  /** File of the store, for errors to name. */
  readonly path: string;
  readonly rights: AppendRights;
  readonly sealsFolder: string;
  readonly settings: Settings;
  readonly instance: string;
  readonly recorder: Partial<RecorderSettings>;
}

export interface Ask {
  readonly id: number;
  readonly ask: 'start' | 'stop' | 'lag' | 'caughtUp';
}

export interface Failure {
  readonly message: string;
  readonly code: ErrorCode | null;
}

export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly lag: AuditLag | null }
  | { readonly kind: 'refused'; readonly id: number; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'counted'; readonly counts: readonly Parameters<Metrics['count']>[] };
