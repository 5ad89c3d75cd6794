import { auditExport } from './audit/export-command.ts';
import { auditReplay } from './audit/replay-command.ts';
import { auditSearch } from './audit/search-command.ts';
import { auditVerify } from './audit/verify-command.ts';
import { backup, backupCheck, restore } from './backup/backup-commands.ts';
import { caseFeedback } from './case/feedback-command.ts';
import { caseList } from './case/list-command.ts';
import { caseReplay } from './case/replay-command.ts';
import { caseShow } from './case/show-command.ts';
import { completionCommand } from './completion/completion-command.ts';
import { deadLetterCommands } from './dlq/dlq-commands.ts';
import { doctor } from './doctor/doctor-command.ts';
import { doubtList, doubtSettle } from './doubt/doubt-commands.ts';
import { escalationList } from './escalation/list-command.ts';
import { groupsCommand } from './groups/groups-command.ts';
import { groupsResetCommand } from './groups/reset-command.ts';
import { ingest } from './ingest/ingest-command.ts';
import { reviewApprove, reviewEdit, reviewReject } from './review/decide-commands.ts';
import { reviewList, reviewShow } from './review/read-commands.ts';
import { schemaCheck } from './schema/check-command.ts';
import { schemaInfer } from './schema/infer-command.ts';
import { schemaPush } from './schema/push-command.ts';
import type { Command } from './shell/command.ts';
import { signalPublish } from './signal/publish-command.ts';
import { signalTrace } from './signal/trace-command.ts';
import { start } from './start/start-command.ts';
import { openKafka, openKafkaAccess, openKafkaGroups } from './topics/open-broker.ts';
import { topicsDocs } from './topics/docs-command.ts';
import { topicCommands } from './topics/topic-commands.ts';
import { trainTicketClassification } from './train/train-command.ts';
import { kill } from './worker/kill-command.ts';
import { workerNew } from './worker/new-command.ts';
import { workerList, workerMemory, workerPause, workerResume } from './worker/worker-commands.ts';

/** Every command of `dws`, in the order of the usage page. */
export const COMMANDS: readonly Command[] = [
  start,
  trainTicketClassification,
  ingest,
  signalPublish,
  signalTrace,
  caseList,
  caseShow,
  caseReplay,
  caseFeedback,
  reviewList,
  reviewShow,
  reviewApprove,
  reviewEdit,
  reviewReject,
  doubtList,
  doubtSettle,
  escalationList,
  workerList,
  workerMemory,
  workerPause,
  workerResume,
  workerNew,
  kill,
  auditSearch,
  auditReplay,
  auditExport,
  auditVerify,
  ...topicCommands(openKafka, openKafkaAccess),
  groupsCommand(openKafka, openKafkaGroups),
  groupsResetCommand(openKafka, openKafkaGroups),
  topicsDocs,
  ...deadLetterCommands(openKafka),
  backup,
  backupCheck,
  restore,
  schemaPush,
  schemaCheck,
  schemaInfer,
  doctor,
  completionCommand(() => COMMANDS),
];
