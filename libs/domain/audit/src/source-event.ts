import type { Position } from '@dws/kernel';

/** An event as its writer stored it, before it is copied. A `RecordedEvent` of the store port is one. */
export interface SourceEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** A copy as it stands in a trail. A `RecordedEvent` of the store port is one. */
export interface TrailEvent {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}
