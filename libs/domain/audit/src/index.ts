export { emptyHead, type ChainHead } from './chain-head.ts';
export { chainHash, type Link } from './chain-hash.ts';
export { hashOf } from './check-link.ts';
export { copyEvent, type Copy } from './copy-event.ts';
export {
  copyMetadataText,
  jsonObjectIn,
  parseCopyMetadata,
  sourceMetadata,
  textOf,
  type CopyMetadata,
  type SourceMetadata,
} from './copy-metadata.ts';
export type { Finding, Problem } from './finding.ts';
export { readSeals, type ReadSeals } from './read-seals.ts';
export {
  evolveRouting,
  NO_ROUTING,
  ROUTING_EVENTS,
  workersConcerned,
  type RoutedEvent,
  type Routing,
} from './routing.ts';
export {
  isKeyId,
  parseSeal,
  SEAL_EVERY_EVENTS,
  SEAL_ORIGIN,
  sealBody,
  sealText,
  verifySeal,
  type Seal,
  type SealedHead,
  type VerificationKeys,
} from './seal.ts';
export type { SourceEvent, TrailEvent } from './source-event.ts';
export { TRAIL_PREFIX, trailOf, workerOfTrail } from './trail-stream.ts';
export {
  createChainVerifier,
  REORDER_WINDOW,
  verifyChain,
  type ChainVerdict,
  type SoundLink,
} from './verify-chain.ts';
export {
  createTrailVerifier,
  type TrailCheck,
  type TrailVerdict,
  type TrailVerifier,
  UNSEALED_AT_END,
} from './verify-trail.ts';
