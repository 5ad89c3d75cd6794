import type { MakeAuthorizer, MakeDecisionTable } from '@dws/ports';

/** The engines that policies are written for; whoever composes a process gives them. */
export interface PolicyEngines {
  readonly authorizer: MakeAuthorizer;
  readonly table: MakeDecisionTable;
}
