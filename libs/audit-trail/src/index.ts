export { BUNDLE_FORMAT, endLine, eventLine, headerLine, sealLine } from './bundle-line.ts';
export {
  BundleVerifier,
  type ExportVerdict,
  type Fault,
  type VerifyExportOptions,
} from './bundle-verifier.ts';
export { exportTrail, type ExportFormat } from './export-trail.ts';
export { knownTrails } from './known-trails.ts';
export type { PickedVerdict } from './picked-verifier.ts';
export { readTrail } from './read-trail.ts';
export { rebuildAt, type TrailFold } from './rebuild-at.ts';
export { MAX_PAGE, MAX_SCANNED, searchTrail, type TrailPage, type TrailQuery } from './search-trail.ts';
export { isSelected, type Selection } from './selection.ts';
export type { SealedTrailSources, TrailSources } from './sources.ts';
export { trailEntry, type TrailEntry } from './trail-entry.ts';
export { verifyExport } from './verify-export.ts';
export { verifyStream, verifyTrail, type VerifyTrailOptions } from './verify-trail.ts';
export { indexTerms, tokensOf, type IndexTerms } from './search/index-terms.ts';
export { matches } from './search/matches.ts';
export { parseQuery } from './search/parse-query.ts';
export type { Condition, Query } from './search/query.ts';
export { queryOf } from './search/query-of-selection.ts';
export { searchedEntry, type SearchedEntry } from './search/searched-entry.ts';
export { replayWorker } from './replay/replay-worker.ts';
export { replayedEvent, type ReplayedEvent } from './replay/replayed-event.ts';
export type { Evidence } from './replay/trust-evidence.ts';
export { WorkerFold, type OpenCase, type StandingOrder, type WorkerState } from './replay/worker-state.ts';
