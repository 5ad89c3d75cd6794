import type { Instant, JsonObject } from '@dws/kernel';

/** A fact that a system tells the world: a CloudEvent 1.0 in JSON form. */
export interface Signal {
  readonly specversion: '1.0';
  readonly id: string;
  /** `urn:dws:sandbox:<system>` */
  readonly source: string;
  readonly type: SignalType;
  /** The business entity it is about; signals of one subject keep their order. */
  readonly subject: string;
  readonly time: Instant;
  readonly datacontenttype: 'application/json';
  readonly data: JsonObject;
}

export const SIGNAL_TYPES = [
  'ticket.created',
  'usage.dropped',
  'usage.recovered',
  'opportunity.stalled',
  'invoice.overdue',
] as const;

export type SignalType = (typeof SIGNAL_TYPES)[number];
