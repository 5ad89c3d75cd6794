import { ingest } from './ingest/ingest-command.ts';
import type { Command } from './shell/command.ts';
import { signalPublish } from './signal/publish-command.ts';
import { start } from './start/start-command.ts';
import { trainTicketClassification } from './train/train-command.ts';

/** Every command of `dws`, in the order of the usage page. */
export const COMMANDS: readonly Command[] = [start, trainTicketClassification, ingest, signalPublish];
