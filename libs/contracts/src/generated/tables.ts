// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { actionExecutedContract, type ActionExecuted } from './events/action-executed.ts';
import { actionFailedContract, type ActionFailed } from './events/action-failed.ts';
import { actionInDoubtContract, type ActionInDoubt } from './events/action-in-doubt.ts';
import { actionProposalContract, type ActionProposal } from './events/action-proposal.ts';
import { actionReversedContract, type ActionReversed } from './events/action-reversed.ts';
import { caseLinkedContract, type CaseLinked } from './events/case-linked.ts';
import { claimedContract, type Claimed } from './events/claimed.ts';
import { closedContract, type Closed } from './events/closed.ts';
import { contextAssembledContract, type ContextAssembled } from './events/context-assembled.ts';
import { controlOrderedContract, type ControlOrdered } from './events/control-ordered.ts';
import { doubtSettledContract, type DoubtSettled } from './events/doubt-settled.ts';
import { enforcementPointJoinedContract, type EnforcementPointJoined } from './events/enforcement-point-joined.ts';
import { enforcementPointLeftContract, type EnforcementPointLeft } from './events/enforcement-point-left.ts';
import { escalationAcceptedContract, type EscalationAccepted } from './events/escalation-accepted.ts';
import { escalationCompletedContract, type EscalationCompleted } from './events/escalation-completed.ts';
import { escalationOverdueContract, type EscalationOverdue } from './events/escalation-overdue.ts';
import { escalationRaisedContract, type EscalationRaised } from './events/escalation-raised.ts';
import { expiredContract, type Expired } from './events/expired.ts';
import { feedbackContract, type Feedback } from './events/feedback.ts';
import { frozenContract, type Frozen } from './events/frozen.ts';
import { gateDecidedContract, type GateDecided } from './events/gate-decided.ts';
import { limitReleasedContract, type LimitReleased } from './events/limit-released.ts';
import { limitReservedContract, type LimitReserved } from './events/limit-reserved.ts';
import { orderAcknowledgedContract, type OrderAcknowledged } from './events/order-acknowledged.ts';
import { orderCompletedContract, type OrderCompleted } from './events/order-completed.ts';
import { personActedContract, type PersonActed } from './events/person-acted.ts';
import { plannedContract, type Planned } from './events/planned.ts';
import { relayCheckpointedContract, type RelayCheckpointed } from './events/relay-checkpointed.ts';
import { releasedContract, type Released } from './events/released.ts';
import { reversalClaimedContract, type ReversalClaimed } from './events/reversal-claimed.ts';
import { reversalFailedContract, type ReversalFailed } from './events/reversal-failed.ts';
import { reversalInDoubtContract, type ReversalInDoubt } from './events/reversal-in-doubt.ts';
import { reviewDecidedContract, type ReviewDecided } from './events/review-decided.ts';
import { reviewRequestedContract, type ReviewRequested } from './events/review-requested.ts';
import { signalAcceptedContract, type SignalAccepted } from './events/signal-accepted.ts';
import { supersededContract, type Superseded } from './events/superseded.ts';
import { waitingContract, type Waiting } from './events/waiting.ts';
import { workerRegisteredContract, type WorkerRegistered } from './events/worker-registered.ts';
import { workerStatusChangedContract, type WorkerStatusChanged } from './events/worker-status-changed.ts';
import { emailReplyReceivedContract, type EmailReplyReceived } from './signals/email.reply-received.ts';
import { invoiceOverdueContract, type InvoiceOverdue } from './signals/invoice.overdue.ts';
import { loginsFellContract, type LoginsFell } from './signals/logins.fell.ts';
import { meetingOutcomeRecordedContract, type MeetingOutcomeRecorded } from './signals/meeting.outcome-recorded.ts';
import { opportunityStageChangedContract, type OpportunityStageChanged } from './signals/opportunity.stage-changed.ts';
import { opportunityStalledContract, type OpportunityStalled } from './signals/opportunity.stalled.ts';
import { renewalDateNearContract, type RenewalDateNear } from './signals/renewal.date-near.ts';
import { renewalNearContract, type RenewalNear } from './signals/renewal.near.ts';
import { scoreLowContract, type ScoreLow } from './signals/score.low.ts';
import { ticketCreatedContract, type TicketCreated } from './signals/ticket.created.ts';
import { ticketRecategorisedContract, type TicketRecategorised } from './signals/ticket.recategorised.ts';
import { ticketReopenedContract, type TicketReopened } from './signals/ticket.reopened.ts';
import { usageDroppedContract, type UsageDropped } from './signals/usage.dropped.ts';
import { usageRecoveredContract, type UsageRecovered } from './signals/usage.recovered.ts';

/** Event types of the store. */
export const EVENT_TYPES = {
  'action-executed': actionExecutedContract,
  'action-failed': actionFailedContract,
  'action-in-doubt': actionInDoubtContract,
  'action-proposal': actionProposalContract,
  'action-reversed': actionReversedContract,
  'case-linked': caseLinkedContract,
  'claimed': claimedContract,
  'closed': closedContract,
  'context-assembled': contextAssembledContract,
  'control-ordered': controlOrderedContract,
  'doubt-settled': doubtSettledContract,
  'enforcement-point-joined': enforcementPointJoinedContract,
  'enforcement-point-left': enforcementPointLeftContract,
  'escalation-accepted': escalationAcceptedContract,
  'escalation-completed': escalationCompletedContract,
  'escalation-overdue': escalationOverdueContract,
  'escalation-raised': escalationRaisedContract,
  'expired': expiredContract,
  'feedback': feedbackContract,
  'frozen': frozenContract,
  'gate-decided': gateDecidedContract,
  'limit-released': limitReleasedContract,
  'limit-reserved': limitReservedContract,
  'order-acknowledged': orderAcknowledgedContract,
  'order-completed': orderCompletedContract,
  'person-acted': personActedContract,
  'planned': plannedContract,
  'relay-checkpointed': relayCheckpointedContract,
  'released': releasedContract,
  'reversal-claimed': reversalClaimedContract,
  'reversal-failed': reversalFailedContract,
  'reversal-in-doubt': reversalInDoubtContract,
  'review-decided': reviewDecidedContract,
  'review-requested': reviewRequestedContract,
  'signal-accepted': signalAcceptedContract,
  'superseded': supersededContract,
  'waiting': waitingContract,
  'worker-registered': workerRegisteredContract,
  'worker-status-changed': workerStatusChangedContract,
} as const;

export type EventType = keyof typeof EVENT_TYPES;

/** An event of a stream, by its type. */
export type StoreEvent =
  | { readonly type: 'action-executed'; readonly data: ActionExecuted }
  | { readonly type: 'action-failed'; readonly data: ActionFailed }
  | { readonly type: 'action-in-doubt'; readonly data: ActionInDoubt }
  | { readonly type: 'action-proposal'; readonly data: ActionProposal }
  | { readonly type: 'action-reversed'; readonly data: ActionReversed }
  | { readonly type: 'case-linked'; readonly data: CaseLinked }
  | { readonly type: 'claimed'; readonly data: Claimed }
  | { readonly type: 'closed'; readonly data: Closed }
  | { readonly type: 'context-assembled'; readonly data: ContextAssembled }
  | { readonly type: 'control-ordered'; readonly data: ControlOrdered }
  | { readonly type: 'doubt-settled'; readonly data: DoubtSettled }
  | { readonly type: 'enforcement-point-joined'; readonly data: EnforcementPointJoined }
  | { readonly type: 'enforcement-point-left'; readonly data: EnforcementPointLeft }
  | { readonly type: 'escalation-accepted'; readonly data: EscalationAccepted }
  | { readonly type: 'escalation-completed'; readonly data: EscalationCompleted }
  | { readonly type: 'escalation-overdue'; readonly data: EscalationOverdue }
  | { readonly type: 'escalation-raised'; readonly data: EscalationRaised }
  | { readonly type: 'expired'; readonly data: Expired }
  | { readonly type: 'feedback'; readonly data: Feedback }
  | { readonly type: 'frozen'; readonly data: Frozen }
  | { readonly type: 'gate-decided'; readonly data: GateDecided }
  | { readonly type: 'limit-released'; readonly data: LimitReleased }
  | { readonly type: 'limit-reserved'; readonly data: LimitReserved }
  | { readonly type: 'order-acknowledged'; readonly data: OrderAcknowledged }
  | { readonly type: 'order-completed'; readonly data: OrderCompleted }
  | { readonly type: 'person-acted'; readonly data: PersonActed }
  | { readonly type: 'planned'; readonly data: Planned }
  | { readonly type: 'relay-checkpointed'; readonly data: RelayCheckpointed }
  | { readonly type: 'released'; readonly data: Released }
  | { readonly type: 'reversal-claimed'; readonly data: ReversalClaimed }
  | { readonly type: 'reversal-failed'; readonly data: ReversalFailed }
  | { readonly type: 'reversal-in-doubt'; readonly data: ReversalInDoubt }
  | { readonly type: 'review-decided'; readonly data: ReviewDecided }
  | { readonly type: 'review-requested'; readonly data: ReviewRequested }
  | { readonly type: 'signal-accepted'; readonly data: SignalAccepted }
  | { readonly type: 'superseded'; readonly data: Superseded }
  | { readonly type: 'waiting'; readonly data: Waiting }
  | { readonly type: 'worker-registered'; readonly data: WorkerRegistered }
  | { readonly type: 'worker-status-changed'; readonly data: WorkerStatusChanged };


/** Facts that business systems may publish. */
export const SIGNAL_TYPES = {
  'email.reply-received': emailReplyReceivedContract,
  'invoice.overdue': invoiceOverdueContract,
  'logins.fell': loginsFellContract,
  'meeting.outcome-recorded': meetingOutcomeRecordedContract,
  'opportunity.stage-changed': opportunityStageChangedContract,
  'opportunity.stalled': opportunityStalledContract,
  'renewal.date-near': renewalDateNearContract,
  'renewal.near': renewalNearContract,
  'score.low': scoreLowContract,
  'ticket.created': ticketCreatedContract,
  'ticket.recategorised': ticketRecategorisedContract,
  'ticket.reopened': ticketReopenedContract,
  'usage.dropped': usageDroppedContract,
  'usage.recovered': usageRecoveredContract,
} as const;

export type SignalType = keyof typeof SIGNAL_TYPES;

/** The body of a signal, by its type. */
export type Signal =
  | { readonly type: 'email.reply-received'; readonly data: EmailReplyReceived }
  | { readonly type: 'invoice.overdue'; readonly data: InvoiceOverdue }
  | { readonly type: 'logins.fell'; readonly data: LoginsFell }
  | { readonly type: 'meeting.outcome-recorded'; readonly data: MeetingOutcomeRecorded }
  | { readonly type: 'opportunity.stage-changed'; readonly data: OpportunityStageChanged }
  | { readonly type: 'opportunity.stalled'; readonly data: OpportunityStalled }
  | { readonly type: 'renewal.date-near'; readonly data: RenewalDateNear }
  | { readonly type: 'renewal.near'; readonly data: RenewalNear }
  | { readonly type: 'score.low'; readonly data: ScoreLow }
  | { readonly type: 'ticket.created'; readonly data: TicketCreated }
  | { readonly type: 'ticket.recategorised'; readonly data: TicketRecategorised }
  | { readonly type: 'ticket.reopened'; readonly data: TicketReopened }
  | { readonly type: 'usage.dropped'; readonly data: UsageDropped }
  | { readonly type: 'usage.recovered'; readonly data: UsageRecovered };
