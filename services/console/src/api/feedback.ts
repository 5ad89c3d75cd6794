import { post } from './request.ts';

export type FeedbackKind = 'correction' | 'override' | 'reopened' | 'rating';

/** What a person says of a case later. */
export interface Word {
  readonly kind: FeedbackKind;
  readonly comment: string;
  /** 1 to 5, with the kind `rating`. */
  readonly rating?: number;
}

export const giveFeedback = async (caseId: string, word: Word): Promise<unknown> =>
  post(`/cases/${encodeURIComponent(caseId)}/feedback`, word);
