import { appendDecided, nowOf, type ServicePorts } from '@dws/application';
import { parseEvent, type WorkerRegistered } from '@dws/contracts';
import { digestOf, type JsonObject } from '@dws/kernel';
import type { RecordedEvent } from '@dws/ports';
import type { WorkerManifest } from '@dws/worker';

/**
 * Registers workers that are missing or changed; what stands already is left alone. A stage that a worker was
 * promoted to, and a status it was given, outlive a new version.
 * @param codeHash SHA-256 over the files of a worker, by its id
 */
export async function registerWorkers(
  ports: ServicePorts,
  manifests: readonly WorkerManifest[],
  codeHash: (worker: string) => string,
  by = 'platform',
): Promise<void> {
  for (const manifest of manifests) {
    const stream = ports.names.stream(`registry-${manifest.id}`);
    const decide = (events: readonly RecordedEvent[]) => {
      const data = registrationOf(manifest, codeHash(manifest.id), by, nowOf(ports.clock), events);
      return data ? [{ type: 'worker-registered' as const, data }] : null;
    };
    await appendDecided(
      { store: ports.store, clock: ports.clock, by: ports.service },
      stream,
      decide,
      manifest.id,
    );
  }
}

function registrationOf(
  manifest: WorkerManifest,
  codeHash: string,
  by: string,
  at: string,
  events: readonly RecordedEvent[],
): WorkerRegistered | null {
  let last: WorkerRegistered | null = null;
  let promoted: { readonly status: string; readonly stage: string } | null = null;
  for (const event of events) {
    if (event.type === 'worker-registered') last = parseEvent(event.type, event.data);
    if (event.type === 'worker-status-changed') promoted = parseEvent(event.type, event.data);
  }
  // Through JSON: a manifest is written as TypeScript, and members that are undefined are not there.
  const written = JSON.parse(JSON.stringify(manifest)) as JsonObject;
  if (last?.codeHash === codeHash && digestOf(last.manifest) === digestOf(written)) return null;
  const { id: worker, domain, version } = manifest;
  const stage = promoted?.stage ?? manifest.stage;
  const status = promoted?.status ?? (manifest.stage === 'shadow' ? 'shadow' : 'active');
  return { worker, domain, version, codeHash, manifest: written, stage, status, by, at };
}
