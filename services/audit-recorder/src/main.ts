import { createFileSealStore } from '@dws/files';
import { openSigner, parseSettings, runService } from '@dws/host';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { recorderService } from './recorder-service.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

const milliseconds = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const recorderSettings = z.object({
  AUDIT_SEALS: z
    .string()
    .default('')
    .describe('Folder of the seals, best on another volume than the store. Empty: `seals` in DWS_DATA.'),
  AUDIT_SEAL_EVERY_MS: milliseconds(DEFAULT_SETTINGS.sealEveryMs).describe(
    'Longest time that a copied event waits for a seal.',
  ),
  AUDIT_TAKE_OVER_AFTER_MS: milliseconds(DEFAULT_SETTINGS.takeOverAfterMs).describe(
    'Silence of the active recorder after which a standby takes over.',
  ),
});

await runService(
  'audit-recorder',
  async ({ settings, surroundings }) => {
    const own = parseSettings(recorderSettings, process.env);
    const folder = own.AUDIT_SEALS === '' ? join(settings.DWS_DATA, 'seals') : own.AUDIT_SEALS;
    return recorderService({
      ...surroundings,
      seals: createFileSealStore(folder),
      signer: openSigner(settings, 'seal'),
      // Woken by `signal`: what is then left of the wait does not matter.
      sleep: (wait, signal) => delay(wait, undefined, { signal }).catch(() => undefined),
      settings: { sealEveryMs: own.AUDIT_SEAL_EVERY_MS, takeOverAfterMs: own.AUDIT_TAKE_OVER_AFTER_MS },
    });
  },
  { needs: ['event store'] },
);
