export { PlatformaticMessageLog } from './platformatic-message-log.ts';
