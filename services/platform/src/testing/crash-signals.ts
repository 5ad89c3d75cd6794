import type { CrashPoint } from '@dws/application';
import { caseIdOf } from '@dws/kernel';

/** A signal as it is posted, and the cases that must come of it. */
export interface CrashSignal {
  readonly event: Readonly<Record<string, unknown>>;
  /** Business entity that it is about. */
  readonly subject: string;
  /** The one case of each worker that matches. */
  readonly caseIds: readonly string[];
}

const SOURCE = 'urn:test:crash-points';
const WHEN = '2026-03-02T10:00:00.000Z';

/** Every one is a new ticket of its own account: what one case does is no news to another. */
export function ticket(id: string): CrashSignal {
  const data = {
    ticketId: `crash-${id}`,
    text: 'My card has not arrived yet, where is it?',
    channel: 'web',
    createdAt: WHEN,
  };
  return signal(id, 'ticket.created', data.ticketId, data, 'ticket-classification');
}

/** A fall of usage by 45 %, which at a high-value account goes to Revenue. */
export function usageDropped(id: string, accountId: string): CrashSignal {
  const data = {
    accountId,
    metric: 'daily-active-users',
    windowDays: 14,
    baselineDays: 28,
    currentDailyAverage: 55,
    baselineDailyAverage: 100,
    dropPercent: 45,
    observedAt: WHEN,
  };
  return signal(id, 'usage.dropped', accountId, data, 'churn-signal');
}

function signal(id: string, type: string, subject: string, data: object, worker: string): CrashSignal {
  return {
    event: { specversion: '1.0', id, source: SOURCE, type, time: WHEN, data },
    subject,
    caseIds: [caseIdOf(worker, SOURCE, id)],
  };
}

/** Accounts 1, 7, 13 … 67 of the sandbox company are of high value. */
export function highValueAccount(number: number): string {
  return `acc-${String(1 + (number % 12) * 6).padStart(4, '0')}`;
}

/** The process that stands at a point, by the part before its colon. */
const SERVICES: Readonly<Record<string, string>> = {
  gateway: 'signal-gateway',
  worker: 'customer-experience-workers',
  governor: 'governor',
  executor: 'executor',
  router: 'escalation-router',
  relay: 'control-plane',
  recorder: 'audit-recorder',
};

export function serviceAt(point: CrashPoint): string {
  const service = SERVICES[point.split(':')[0] ?? ''];
  if (service === undefined) throw new Error(`no service is known to stand at ${point}`);
  return service;
}

/** What a person must decide before the point is reached: a letter that is rejected makes its task be taken back. */
export function verdictBefore(point: CrashPoint): 'approve' | 'reject' | null {
  return point.startsWith('relay:') ? 'approve' : point.includes('reversal') ? 'reject' : null;
}

/** What makes a process come to the point, and what must have come of it in the end. */
export function causeOf(point: CrashPoint, number: number): CrashSignal {
  // It ends at Revenue with a letter that a person must approve: what the relay is for.
  const handedOver = point.startsWith('router:') || point.startsWith('relay:') || point.includes('reversal');
  return handedOver ? usageDropped(`usage-${number}`, highValueAccount(number)) : ticket(`ticket-${number}`);
}
