export { arbitraryMessage } from './arbitrary-message.ts';
