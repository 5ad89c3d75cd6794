export { CHECKPOINT_COLUMNS } from './checkpoint-columns.ts';
export { claimPolicy } from './claim-policy.ts';
export type { DomainPolicies } from './domain-policies.ts';
export { domainsOf, loadPolicies, policiesOf, readPolicyFiles, type PolicyFiles } from './load-policies.ts';
export { Memo } from './memo.ts';
export { Policies } from './policies.ts';
export type { PolicyEngines } from './policy-engines.ts';
export type { DomainSettings } from './settings.ts';
