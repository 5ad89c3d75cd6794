import type { ErrorCode } from '@dws/kernel';

/** Part of a route's schema: what it answers when it does not do what it is for. Common errors need not be named. */
export function errors<Code extends string = ErrorCode>(...codes: readonly Code[]) {
  return { 'x-errors': codes };
}
