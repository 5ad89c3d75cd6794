import type { AccessAnswer } from './engines.ts';

/** An engine that throws has not permitted anything. */
export function ask(question: () => AccessAnswer): AccessAnswer {
  try {
    return question();
  } catch (error) {
    return { allowed: false, policies: [], errors: [error instanceof Error ? error.message : String(error)] };
  }
}
