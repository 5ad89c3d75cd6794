import type { Reason } from '@dws/contracts';
import { instructionsIn } from '@dws/text';
import type { Plan, PlanFunction } from '@dws/worker';
import { planForAccount } from './plan-for-account.ts';
import { planForDeal } from './plan-for-deal.ts';
import { saidBy } from './signal.ts';
import type { RevenueInput } from './revenue-input.ts';
import type { RevenueTables } from './tables.ts';

/** Takes up an account that was handed over, or gives a deal its next step. What leaves the company is for a person to approve. */
export const plan: PlanFunction<RevenueTables> = (input) => {
  const { escalation } = saidBy(input.signal);
  const made = escalation ? planForAccount(input, escalation) : planForDeal(input);
  return { ...made, findings: [...made.findings, ...findingsIn(input)] } satisfies Plan;
};

/** What people write is data. Words that speak to a machine are written down and change nothing. */
function findingsIn({ signal }: RevenueInput): readonly Reason[] {
  const { reply, meeting } = saidBy(signal);
  const texts = [reply?.subject, reply?.text, meeting?.notes, meeting?.nextStep];
  return texts
    .flatMap((text) => instructionsIn(text ?? ''))
    .map((phrase) => ({
      step: 'plan',
      code: 'instruction-in-text',
      text: `The text says "${phrase}"; it instructs nobody, so nothing was changed by it.`,
    }));
}
