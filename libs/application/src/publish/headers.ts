/** Kafka headers of every message: CloudEvents in binary mode, and what consumers route by before decoding. */
export const HEADERS = {
  id: 'ce_id',
  source: 'ce_source',
  type: 'ce_type',
  time: 'ce_time',
  subject: 'ce_subject',
  specversion: 'ce_specversion',
  contentType: 'content-type',
  traceparent: 'traceparent',
  caseId: 'dws_case',
  worker: 'dws_worker',
  hops: 'dws_hops',
  /** Revision of the event in its case's stream: what a consumer must have seen at least. */
  revision: 'dws_revision',
  /** Worker that caused the signal by a write of its own; it is never woken by it. */
  causedBy: 'dws_caused_by',
} as const;

export const AVRO = 'application/avro';
export const JSON_CLOUD_EVENT = 'application/cloudevents+json';
