import type { Change, EarlierCase, MissingInput, Money, Reason } from '@dws/contracts';
import type { JsonObject, JsonValue } from '@dws/kernel';
import { get, post } from './request.ts';

/** One review in the queue. */
export interface ReviewRow {
  readonly reviewId: string;
  readonly caseId: string;
  readonly worker: string;
  readonly domain: string;
  readonly subject: string;
  readonly actionKind: string;
  /** In plain words; empty where reading it is recorded. */
  readonly summary: string;
  readonly reviewers: readonly string[];
  readonly openedAt: string;
  readonly dueAt: string;
}

/** What a person decided. */
export interface Decision {
  readonly reviewId: string;
  readonly verdict: string;
  readonly reviewer: string;
  readonly decidedAt: string;
  readonly reasonCode: string;
  readonly comment: string;
}

/** One field of a record that the plan rests on. */
export interface Fact {
  /** What the plan calls the record. */
  readonly name: string;
  readonly system: string;
  /** `recordType/id`. */
  readonly record: string;
  readonly version: string;
  readonly field: string;
  readonly value: JsonValue;
  readonly readAt: string;
}

export interface Trigger {
  readonly signalType: string;
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly occurredAt: string;
  readonly acceptedAt: string;
  readonly body: JsonObject;
  readonly parentCase: string | null;
  readonly parentWorker: string | null;
}

export interface Action {
  readonly kind: string;
  /** In plain words. */
  readonly summary: string;
  readonly rationale: string;
  readonly system: string;
  readonly operation: string;
  readonly arguments: JsonObject;
  readonly customer: string;
  readonly customerTier: string;
  readonly risk: string;
  /** Whether it leaves the company. */
  readonly external: boolean;
  readonly value: Money | null;
  readonly editedBy: string | null;
}

/** What people taught a worker, up to a place in its trail. */
export interface Memory {
  /** Revision in the worker's trail; empty where nothing was learned. */
  readonly position: string;
  /** By action kind. */
  readonly decisions: Readonly<Record<string, { approved: number; edited: number; rejected: number }>>;
  /** By kind of feedback. */
  readonly feedback: Readonly<Record<string, number>>;
  /** For the account that this is about. */
  readonly corrections: readonly { readonly from: string; readonly to: string; readonly times: number }[];
}

/** Arguments before and after a person's edit. */
export interface ArgumentEdit {
  readonly by: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** Everything a person needs to decide. */
export interface Packet {
  readonly reviewId: string;
  readonly caseId: string;
  readonly worker: string;
  readonly domain: string;
  /** `open` while it can be decided; then what became of the proposal. */
  readonly state: string;
  readonly digest: string;
  readonly why: string;
  readonly reviewers: readonly string[];
  readonly openedAt: string;
  readonly dueAt: string;
  readonly expiresAt: string;
  readonly trigger: Trigger;
  readonly action: Action;
  readonly confidence: number;
  readonly planRationale: string;
  readonly facts: readonly Fact[];
  readonly missing: readonly MissingInput[];
  /** What the plan was given of its worker's memory. */
  readonly memory: Memory;
  /** Things noticed, such as instructions in a text. */
  readonly findings: readonly Reason[];
  /** Steps of the gate that led here. */
  readonly gate: {
    readonly reasons: readonly Reason[];
    readonly stage: string;
    readonly policiesHash: string;
  };
  /** What a person made of the arguments that were planned, also once the review has ended by it. */
  readonly edit: ArgumentEdit | null;
  /** What changed since an earlier review or plan in this case. */
  readonly changedSince: readonly Change[];
  /** All decisions in this case; the one on this review ends it. */
  readonly earlierDecisions: readonly Decision[];
  readonly earlierCases: readonly EarlierCase[];
}

/** A person's decision on exactly the digest they were shown. */
export interface Judgement {
  readonly digest: string;
  readonly reasonCode: string;
  readonly comment: string;
  readonly rating?: number;
  readonly editedArguments?: JsonObject;
}

/** Most reviews the queue shows at once. */
const MAX_LISTED = 200;

export type Verdict = 'approve' | 'edit' | 'reject';

export const listReviews = async (): Promise<{
  readonly reviews: readonly ReviewRow[];
  readonly total: number;
}> => get('/reviews', { limit: MAX_LISTED });

export const showReview = async (reviewId: string): Promise<Packet> =>
  get(`/reviews/${encodeURIComponent(reviewId)}`);

export const decideReview = async (
  reviewId: string,
  verdict: Verdict,
  judgement: Judgement,
): Promise<unknown> => post(`/reviews/${encodeURIComponent(reviewId)}/${verdict}`, judgement);
