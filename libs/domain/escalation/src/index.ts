export { pathFlaw, type EscalationPath } from './path.ts';
export { escalationIdOf, MAX_ESCALATION_HOPS, raiseEscalation } from './raise.ts';
