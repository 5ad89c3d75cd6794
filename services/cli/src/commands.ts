import type { Command } from './command.ts';
import { trainTicketClassification } from './train/train-command.ts';

/** Every command of `dws`, in the order of the usage page. */
export const COMMANDS: readonly Command[] = [trainTicketClassification];
