import { sha256, type Digest } from '@dws/kernel';

/** The last link of a trail: what the next copy is chained to. */
export interface ChainHead {
  readonly stream: string;
  /** Place of the last copy, from 0; -1 before the first. Equals its revision. */
  readonly seq: number;
  readonly hash: Digest;
}

/** Head of a trail that holds nothing. Its hash names the stream, so that no trail can start as another. */
export function emptyHead(stream: string): ChainHead {
  return { stream, seq: -1, hash: sha256(`dws-audit-v1\n${stream}\n`) };
}
