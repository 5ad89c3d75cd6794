import type { Names } from '@dws/application';
import { DwsError } from '@dws/kernel';

/** What a service may append: event types it owns, to streams by prefix, without the environment's. */
export interface StoreRights {
  /** `*` for every type. */
  readonly types: readonly string[];
  readonly streams: readonly string[];
}

/** Whoever acts under control orders joins, acknowledges and freezes. */
const POINT = ['enforcement-point-joined', 'enforcement-point-left', 'order-acknowledged', 'frozen'];

/** Whoever performs: from claim to outcome, and back. */
const PERFORMING = [
  'claimed',
  'action-executed',
  'action-failed',
  'action-in-doubt',
  'reversal-claimed',
  'action-reversed',
  'reversal-failed',
  'reversal-in-doubt',
  'superseded',
  'waiting',
  'closed',
];

const WORKERS: StoreRights = {
  types: [
    ...POINT,
    'signal-accepted',
    'context-assembled',
    'planned',
    'action-proposal',
    'case-linked',
    'superseded',
    'waiting',
    'closed',
    'feedback',
  ],
  streams: ['case-', 'subject-', 'control'],
};

/**
 * Who appends what: written by hand from the table of streams in docs/architecture.md, held by the store itself and,
 * where all services share one process, by the store that each is given.
 */
export const STORE_RIGHTS: Readonly<Record<string, StoreRights>> = {
  'audit-recorder': { types: ['*'], streams: ['worker-'] },
  'control-plane': {
    types: [
      'review-decided',
      'action-proposal',
      'expired',
      'frozen',
      'released',
      'superseded',
      'waiting',
      'closed',
      'feedback',
      'doubt-settled',
      'action-executed',
      'action-failed',
      'action-reversed',
      'reversal-failed',
      'control-ordered',
      'order-completed',
      'enforcement-point-left',
      'person-acted',
      'worker-registered',
      'worker-status-changed',
      'relay-checkpointed',
      'escalation-accepted',
      'escalation-completed',
      'escalation-overdue',
    ],
    streams: [
      'case-',
      'control',
      'incident-',
      'registry-',
      'domain-',
      'path-',
      'trust-',
      'escalation-',
      'people',
      'relay',
    ],
  },
  governor: {
    types: [
      ...POINT,
      'gate-decided',
      'review-requested',
      'limit-reserved',
      'limit-released',
      'feedback',
      'superseded',
      'closed',
    ],
    streams: ['case-', 'limit-', 'control'],
  },
  executor: { types: [...POINT, ...PERFORMING], streams: ['case-', 'control'] },
  'escalation-router': {
    types: [...POINT, ...PERFORMING, 'escalation-raised', 'escalation-accepted', 'escalation-completed'],
    streams: ['case-', 'escalation-', 'control'],
  },
  'customer-experience-workers': WORKERS,
  'revenue-workers': WORKERS,
  'signal-gateway': { types: [], streams: [] },
  /** The launcher: registers workers before anybody asks for them. */
  platform: { types: ['worker-registered', 'worker-status-changed'], streams: ['registry-'] },
};

/** A service's rights in one environment. @throws DwsError `config-invalid` for a service that has none written. */
export function rightsOf(service: string, names: Names): StoreRights {
  const rights = STORE_RIGHTS[service];
  if (!rights) throw new DwsError('config-invalid', `no rights to the store are written for ${service}`);
  return { types: rights.types, streams: rights.streams.map((prefix) => names.stream(prefix)) };
}
