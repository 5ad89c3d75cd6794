import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

interface Vectors {
  readonly trail: string;
  readonly events: readonly {
    readonly copy: { revision: number; type: string; data: string; metadata: string };
  }[];
  readonly seal: { readonly text: string; readonly keyId: string; readonly publicKey: string };
}

// Chain, seal and key were computed with Python and OpenSSL.
const VECTORS = new URL('../../../../schemas/fixtures/audit/chain-v1.json', import.meta.url);
const { trail, events, seal } = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vectors;

export const VECTORS_TRAIL = trail;
export const VECTORS_KEY = { keyId: seal.keyId, publicKey: seal.publicKey };

const HEADER = {
  bundle: 'dws-audit-bundle/v1',
  complete: true,
  selection: { worker: 'churn-signal' },
  trails: [trail],
  keys: [VECTORS_KEY],
};
/** Of the header's text before this member, as docs/audit-format.md says. */
const sha256 = hash('sha256', JSON.stringify(HEADER).slice(0, -1));

/** The test vectors of docs/audit-format.md as a bundle: lines written here, not by the code under test. */
export const VECTORS_BUNDLE = [
  { ...HEADER, sha256 },
  { stream: trail, seal: seal.text },
  ...events.map(({ copy: { revision, ...rest } }) => ({ stream: trail, seq: revision, ...rest })),
  { events: 3, seals: 1, schemas: 0 },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');
