import {
  performingService,
  type Authenticity,
  type ClaimPolicy,
  type PerformBounds,
  type RunningService,
  type ServicePorts,
} from '@dws/application';
import type { SystemReader, SystemWriter } from '@dws/ports';
import { systemPerformer } from './system-performer.ts';

export interface ExecutorOptions {
  readonly reader: SystemReader;
  /** The only write access to business systems in the whole platform. */
  readonly writer: SystemWriter;
  readonly policy: ClaimPolicy;
  readonly authenticity: Authenticity;
  readonly bounds?: Partial<PerformBounds>;
}

/** Performs what was allowed, once, on the business systems. */
export function executor(ports: ServicePorts, { writer, ...options }: ExecutorOptions): RunningService {
  return performingService(ports, {
    ...options,
    performer: systemPerformer(writer),
    crashPoints: {
      beforeClaim: 'executor:before-claim',
      afterClaim: 'executor:after-claim',
      afterEffect: 'executor:after-effect',
      afterOutcome: 'executor:after-outcome',
      afterPublish: 'executor:after-publish',
      afterReversalClaim: 'executor:after-reversal-claim',
      afterReversal: 'executor:after-reversal',
      afterReversalOutcome: 'executor:after-reversal-outcome',
    },
  });
}
