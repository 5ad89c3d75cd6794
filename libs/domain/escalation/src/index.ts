export { pathFlaw, type EscalationPath } from './path.ts';
export { escalationIdOf, MAX_ESCALATION_HOPS, raiseEscalation } from './raise.ts';
export {
  acceptEscalation,
  completeEscalation,
  escalationOverdue,
  evolveEscalation,
  stepOfEscalation,
  type EscalationEvent,
  type EscalationState,
  type EscalationStep,
  type Reception,
} from './escalation-state.ts';
