import { MAX_APPEND_BYTES } from '@dws/ports';

/** What one append may hold at most, in bytes as EventStoreDB counts them. */
export interface AppendLimits {
  readonly maxAppendBytes: number;
  readonly maxEventBytes: number;
}

/** Events of one append; also what the embedded store's file can count. */
export const MAX_APPEND_EVENTS = 32_768;

/** EventStoreDB's defaults. An event over the first limit is refused by that one. */
export const APPEND_LIMITS: AppendLimits = {
  maxAppendBytes: MAX_APPEND_BYTES,
  maxEventBytes: 16 * 1_048_576,
};
