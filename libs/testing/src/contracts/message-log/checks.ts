import type { MessageLogCheck } from './check.ts';
import { ADMIN_CHECKS } from './checks/admin.ts';
import { BATCH_CHECKS } from './checks/batches.ts';
import { COMMIT_CHECKS } from './checks/commits.ts';
import { GROUP_CHECKS } from './checks/groups.ts';
import { LIMIT_CHECKS } from './checks/limits.ts';
import { PUBLISH_CHECKS } from './checks/publishing.ts';
import { REJECTION_CHECKS } from './checks/rejections.ts';
import { STOPPING_CHECKS } from './checks/stopping.ts';

/** Everything that the MessageLog port promises. */
export const MESSAGE_LOG_CHECKS: readonly MessageLogCheck[] = [
  ...PUBLISH_CHECKS,
  ...BATCH_CHECKS,
  ...COMMIT_CHECKS,
  ...REJECTION_CHECKS,
  ...GROUP_CHECKS,
  ...STOPPING_CHECKS,
  ...LIMIT_CHECKS,
  ...ADMIN_CHECKS,
];
