import { NO_STREAM, type Revision } from '@dws/ports';

/** What a writer says about the stream it appends to, as EventStoreDB's protocol has it. */
export type Expected = 'any' | 'exists' | Revision;

interface ExpectedOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/** `undefined` when the request names no expectation, which the protocol forbids. */
export function expectedOf(options: ExpectedOptions, revision: string | undefined): Expected | undefined {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasStreamExists()) return 'exists';
  return revision === undefined ? undefined : Number(revision);
}

/** The number that EventStoreDB's error trailers carry. */
export function expectedNumber(expected: Expected): number {
  if (expected === 'any') return -2;
  return expected === 'exists' ? -4 : expected;
}
