import { readFileSync } from 'node:fs';
import { parsePosition } from '@dws/kernel';
import { expect, it } from 'vitest';
import { emptyHead } from './chain-head.ts';
import { copyEvent } from './copy-event.ts';
import { parseSeal, sealBody, sealText, verifySeal } from './seal.ts';
import { verifyChain } from './verify-chain.ts';

interface Vectors {
  readonly trail: string;
  readonly genesis: string;
  readonly events: readonly {
    readonly source: Readonly<Record<'stream' | 'position' | 'id' | 'type' | 'metadata' | 'data', string>> & {
      readonly revision: number;
    };
    readonly hash: string;
    readonly copy: Readonly<Record<'type' | 'data' | 'metadata', string>> & { readonly revision: number };
  }[];
  readonly seal: Readonly<Record<'text' | 'body' | 'keyId' | 'time' | 'signature' | 'publicKey', string>> & {
    readonly seq: number;
  };
}

// Computed with Python's hashlib and OpenSSL; docs/audit-format.md explains them.
const vectors = JSON.parse(
  readFileSync(new URL('../../../../schemas/fixtures/audit/chain-v1.json', import.meta.url), 'utf8'),
) as Vectors;

it('starts a trail from its name', () => {
  expect(emptyHead(vectors.trail)).toEqual({ stream: vectors.trail, seq: -1, hash: vectors.genesis });
});

it('copies each event to exactly the bytes of the vectors', () => {
  let head = emptyHead(vectors.trail);
  for (const { source, hash, copy } of vectors.events) {
    const made = copyEvent(
      head,
      {
        ...source,
        position: parsePosition(source.position),
        data: Buffer.from(source.data),
        metadata: Buffer.from(source.metadata),
      },
      source.metadata,
    );
    expect(made.head).toEqual({ stream: vectors.trail, seq: copy.revision, hash });
    expect(made.event.type).toBe(copy.type);
    expect(Buffer.from(made.event.data).toString()).toBe(copy.data);
    expect(Buffer.from(made.event.metadata).toString()).toBe(copy.metadata);
    head = made.head;
  }
});

it('gives a copy the id that its hash says, as a UUID of version 8', () => {
  const { source } = vectors.events[0]!;
  const bytes = { data: Buffer.from(source.data), metadata: Buffer.from(source.metadata) };
  const event = { ...source, ...bytes, position: parsePosition(source.position) };
  // From 5f1e6701 5a1d f9d8 88db 8c7132bf675d…: the third group begins with 8, the fourth keeps its variant bits.
  expect(copyEvent(emptyHead(vectors.trail), event, source.metadata).event.id).toBe(
    '5f1e6701-5a1d-89d8-88db-8c7132bf675d',
  );
});

it('verifies the copies of the vectors', () => {
  const events = vectors.events.map(({ copy }) => ({
    stream: vectors.trail,
    revision: copy.revision,
    type: copy.type,
    data: Buffer.from(copy.data),
    metadata: Buffer.from(copy.metadata),
  }));
  const last = vectors.events[2]!;
  expect(verifyChain(events, { stream: vectors.trail })).toEqual({
    ok: true,
    count: 3,
    head: { stream: vectors.trail, seq: 2, hash: last.hash },
  });
});

it('reads, writes and verifies the seal of the vectors, which OpenSSL signed', () => {
  const { text, body, seq, keyId, time, signature, publicKey } = vectors.seal;
  const seal = { stream: vectors.trail, seq, hash: vectors.events[2]!.hash, time, keyId, signature };
  expect(parseSeal(text)).toEqual(seal);
  expect(sealText(seal)).toBe(text);
  expect(sealBody(seal)).toBe(body);
  expect(verifySeal(seal, new Map([[keyId, publicKey]]))).toBe(true);
});
