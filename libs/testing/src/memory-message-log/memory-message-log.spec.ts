import { messageLogContract } from '../contracts/message-log/contract.ts';
import { MemoryMessageLog } from './memory-message-log.ts';

messageLogContract('in memory', async () => new MemoryMessageLog({ now: () => 1_750_000_000_000 }), {
  withinMs: 2_000,
  quietMs: 60,
});
