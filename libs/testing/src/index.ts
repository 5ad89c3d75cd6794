export { messageLogContract } from './contracts/message-log/contract.ts';
export { MESSAGE_LOG_CHECKS } from './contracts/message-log/checks.ts';
export { PATIENT, type MessageLogCheck, type Patience } from './contracts/message-log/check.ts';
export { MemoryMessageLog } from './memory-message-log/memory-message-log.ts';
export { eventually, staysTrue } from './eventually.ts';
