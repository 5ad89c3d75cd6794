export { arbitraryMessage } from './arbitrary-message.ts';
export { closedAnswer } from './closed-answer.ts';
export { hostileBytes, hostileText } from './hostile-bytes.ts';
