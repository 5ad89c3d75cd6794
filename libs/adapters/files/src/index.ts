export { createFileSealStore } from './file-seal-store.ts';
export { openFileSigner, type FileSignerOptions } from './file-signer.ts';
