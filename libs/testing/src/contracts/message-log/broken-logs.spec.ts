import { describe, expect, it } from 'vitest';
import { MemoryMessageLog } from '../../memory-message-log/memory-message-log.ts';
import { BROKEN_LOGS } from './broken-logs.ts';
import { MESSAGE_LOG_CHECKS } from './checks.ts';

const HASTY = { withinMs: 300, quietMs: 40 };

describe('the MessageLog contract notices a log that', () => {
  it.each(BROKEN_LOGS)('$fault', async ({ noticedBy, spoil }) => {
    const check = MESSAGE_LOG_CHECKS.find(({ name }) => name === noticedBy);
    if (!check) throw new Error(`no check is called "${noticedBy}"`);
    const log = new MemoryMessageLog({ now: () => 0 });
    await expect(check.run(spoil(log), HASTY)).rejects.toThrow();
    await expect(check.run(new MemoryMessageLog({ now: () => 0 }), HASTY)).resolves.toBeUndefined();
  });
});
