import { PERFORM_BOUNDS, WORKER_BOUNDS } from '@dws/application';
import { CONTROL_PLANE_BOUNDS } from '@dws/control-plane';
import { DEFAULT_BOUNDS } from '@dws/kafka';
import { MAX_MESSAGE_BYTES } from '@dws/ports';
import { REGISTRY_BOUNDS } from '@dws/schema-registry';
import { FOLLOW } from '../ingest/follow-cases.ts';
import { MAX_BATCH_BYTES, MAX_BATCH_EVENTS } from '../platform/gateway.ts';
import { ANSWER_MS } from '../platform/http.ts';
import { RETRY } from '../platform/retry.ts';

/** Every named bound, by the part that keeps it. Milliseconds, bytes or counts, as the name says. */
export const BOUNDS: Readonly<Record<string, object>> = {
  'message log': { messageBytes: MAX_MESSAGE_BYTES },
  kafka: DEFAULT_BOUNDS,
  'schema registry': REGISTRY_BOUNDS,
  workers: WORKER_BOUNDS,
  'executor and escalation-router': PERFORM_BOUNDS,
  'control plane': CONTROL_PLANE_BOUNDS,
  dws: {
    answerMs: ANSWER_MS,
    batchBytes: MAX_BATCH_BYTES,
    batchEvents: MAX_BATCH_EVENTS,
    ...RETRY,
    ...FOLLOW,
  },
};
