import type { LoginsFell, RenewalNear, ScoreLow, UsageDropped, UsageRecovered } from '@dws/contracts';
import type { SignalView } from '@dws/worker';

/** What a signal says of the account, by its type. Bodies were checked against their schemas where they came in. */
export interface Said {
  readonly usage?: UsageDropped | UsageRecovered;
  readonly logins?: LoginsFell;
  readonly score?: ScoreLow;
  readonly renewal?: RenewalNear;
}

export function saidBy({ type, body }: SignalView): Said {
  switch (type) {
    case 'usage.dropped':
    case 'usage.recovered':
      return { usage: body as unknown as UsageDropped };
    case 'logins.fell':
      return { logins: body as unknown as LoginsFell };
    case 'score.low':
      return { score: body as unknown as ScoreLow };
    case 'renewal.near':
      return { renewal: body as unknown as RenewalNear };
    default:
      return {};
  }
}

export function accountIdOf({ body, subject }: SignalView): string {
  const { accountId } = body;
  return typeof accountId === 'string' ? accountId : subject;
}
