import { servicePorts } from '@dws/application';
import { createFileSealStore } from '@dws/files';
import { openSealKeys, openSigner, parseSettings, runService } from '@dws/host';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { controlPlane, developmentIdentities, loadPeople } from './app.ts';
import { controlPlaneSettings } from './settings.ts';

const SERVICE = 'control-plane';

await runService(SERVICE, async ({ settings, surroundings }) => {
  const own = parseSettings(controlPlaneSettings, process.env);
  const seals = own.AUDIT_SEALS === '' ? join(settings.DWS_DATA, 'seals') : own.AUDIT_SEALS;
  return controlPlane(servicePorts(SERVICE, surroundings), {
    host: own.CONTROL_PLANE_HOST,
    port: own.CONTROL_PLANE_PORT,
    bodyLimit: own.CONTROL_PLANE_BODY_LIMIT,
    signer: openSigner(settings, 'review'),
    identify: developmentIdentities(await loadPeople(own.CONTROL_PLANE_PEOPLE), surroundings.log),
    // Woken by `signal`: what is then left of the wait does not matter.
    sleep: (wait, signal) => delay(wait, undefined, { signal }).catch(() => undefined),
    newId: randomUUID,
    audit: {
      seals: createFileSealStore(seals),
      keys: () => openSealKeys(settings),
      indexPath: own.AUDIT_INDEX === '' ? join(settings.DWS_DATA, 'search.db') : own.AUDIT_INDEX,
    },
    consoleFolder: own.CONTROL_PLANE_CONSOLE,
  });
});
