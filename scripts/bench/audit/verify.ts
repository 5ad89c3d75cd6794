import { generateKeyPairSync, sign } from 'node:crypto';
import { sealBody, sealText, type ChainHead } from '@dws/audit';
import { endLine, eventLine, headerLine, sealLine, verifyExport } from '@dws/audit-trail';
import { SAMPLE_STREAM, SAMPLE_WORKER, sampleTrail } from './sample-trail.ts';

const READ_BYTES = 1_048_576;
const SEAL_EVERY = 1_000;

/** Events a second of the verification of a bundle that stands in memory. The first run of the code is not counted. */
export async function verifyRates(
  events: number,
  runs: number,
): Promise<{ rates: number[]; megabytes: number }> {
  const bundle = bundleOf(events);
  const rates: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    const begun = performance.now();
    const verdict = await verifyExport(piecesOf(bundle));
    const seconds = (performance.now() - begun) / 1_000;
    const [trail] = verdict.trails;
    if (!verdict.ok || trail?.count !== events) throw new Error('expected the sample to be sound');
    if (run >= 0) rates.push(events / seconds);
  }
  return { rates, megabytes: bundle.length / 1e6 };
}

function* piecesOf(bundle: Buffer): Generator<Buffer> {
  for (let at = 0; at < bundle.length; at += READ_BYTES) yield bundle.subarray(at, at + READ_BYTES);
}

function bundleOf(count: number): Buffer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = { keyId: 'bench', publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
  const seals: string[] = [];
  const lines: Buffer[] = [];
  const seal = (head: ChainHead): void => {
    const body = { stream: SAMPLE_STREAM, seq: head.seq, hash: head.hash, time: '2026-12-31T00:00:00.000Z' };
    const signature = sign(null, Buffer.from(sealBody(body)), privateKey).toString('base64');
    seals.push(sealLine(SAMPLE_STREAM, sealText({ ...body, keyId: key.keyId, signature })));
  };
  for (const { event, head } of sampleTrail(count)) {
    lines.push(Buffer.from(eventLine({ ...event, stream: SAMPLE_STREAM, revision: head.seq })));
    if ((head.seq + 1) % SEAL_EVERY === 0) seal(head);
  }
  const header = headerLine({
    complete: true,
    selection: { worker: SAMPLE_WORKER },
    trails: [SAMPLE_STREAM],
    keys: [key],
  });
  const end = endLine({ events: count, seals: seals.length, schemas: 0 });
  return Buffer.concat([Buffer.from(header), Buffer.from(seals.join('')), ...lines, Buffer.from(end)]);
}
