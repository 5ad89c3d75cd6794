import type { MaturityStage } from '@dws/worker';

/** The sandbox company has promoted these: what is low risk runs, the rest is reviewed. */
export const SANDBOX_STAGES: Readonly<Record<string, MaturityStage>> = {
  'ticket-classification': 'supervised',
  'churn-signal': 'supervised',
  'revenue-execution': 'supervised',
};
