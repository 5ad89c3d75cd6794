import type {
  EmailReplyReceived,
  EscalationRaised,
  MeetingOutcomeRecorded,
  OpportunityStageChanged,
  OpportunityStalled,
  RenewalDateNear,
} from '@dws/contracts';
import { sayable, type SignalView } from '@dws/worker';

/** What a signal says, by its type. Bodies were checked against their schemas where they came in. */
export interface Said {
  readonly escalation?: EscalationRaised;
  readonly stalled?: OpportunityStalled;
  readonly moved?: OpportunityStageChanged;
  readonly reply?: EmailReplyReceived;
  readonly meeting?: MeetingOutcomeRecorded;
  readonly renewal?: RenewalDateNear;
}

export function saidBy({ type, body }: SignalView): Said {
  switch (type) {
    case 'escalation-raised':
      return { escalation: body as unknown as EscalationRaised };
    case 'opportunity.stalled':
      return { stalled: body as unknown as OpportunityStalled };
    case 'opportunity.stage-changed':
      return { moved: body as unknown as OpportunityStageChanged };
    case 'email.reply-received':
      return { reply: body as unknown as EmailReplyReceived };
    case 'meeting.outcome-recorded':
      return { meeting: body as unknown as MeetingOutcomeRecorded };
    case 'renewal.date-near':
      return { renewal: body as unknown as RenewalDateNear };
    default:
      return {};
  }
}

export function accountIdOf(signal: SignalView): string {
  const { escalation } = saidBy(signal);
  return sayable(escalation ? escalation.context['accountId'] : signal.body['accountId']) ?? signal.subject;
}

/** Undefined for a hand-over, which is about an account. */
export function opportunityIdOf({ body }: SignalView): string | undefined {
  return sayable(body['opportunityId']);
}
