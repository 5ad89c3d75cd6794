import type { Log } from '@dws/application';
import type { Clock } from '@dws/kernel';
import type { SchemaCodec } from '@dws/ports';
import { createFileSchemaCodec, readSchemaBook, SCHEMAS_DIRECTORY } from '@dws/schema-files';
import { createRegistrySchemaCodec, fileNumberStore, RegistryClient } from '@dws/schema-registry';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

/**
 * The codec that the settings name: numbers of a registry, or of the repository's files. Its `ready` is still to be
 * called. @throws DwsError `config-invalid`, `file-unreadable`
 */
export async function openCodec(settings: Settings, clock: Clock, log: Log): Promise<SchemaCodec> {
  const url = settings.SCHEMA_REGISTRY_URL;
  if (url === '') return createFileSchemaCodec();
  return createRegistrySchemaCodec({
    client: new RegistryClient({ url }),
    clock,
    // What was published before there was a registry.
    local: await readSchemaBook(SCHEMAS_DIRECTORY),
    store: fileNumberStore(join(settings.DWS_DATA, 'schema-numbers.json')),
    onNotice: (notice, error) => {
      log.warn(error === undefined ? {} : { err: error }, notice);
    },
  });
}
