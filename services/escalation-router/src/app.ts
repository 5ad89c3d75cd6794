import {
  performingService,
  type Authenticity,
  type ClaimPolicy,
  type RunningService,
  type ServicePorts,
} from '@dws/application';
import type { EscalationPath } from '@dws/escalation';
import type { SystemReader } from '@dws/ports';
import { escalationPerformer } from './escalation-performer.ts';

export { loadPaths } from './load-paths.ts';

/** Folder of the path manifests that come with the platform. */
export const PATHS_FOLDER = new URL('../paths/', import.meta.url);

export interface EscalationRouterOptions {
  readonly reader: SystemReader;
  readonly paths: ReadonlyMap<string, EscalationPath>;
  readonly policy: ClaimPolicy;
  readonly authenticity: Authenticity;
}

/** Hands allowed escalations over to the receiving domain, once each. */
export function escalationRouter(
  ports: ServicePorts,
  { paths, ...options }: EscalationRouterOptions,
): RunningService {
  return performingService(ports, {
    ...options,
    performer: escalationPerformer(ports, paths),
    crashPoints: {
      afterClaim: 'router:after-claim',
      afterEffect: 'router:after-raise',
      afterOutcome: 'router:after-outcome',
    },
  });
}
