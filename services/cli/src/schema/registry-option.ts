import { DwsError } from '@dws/kernel';
import { RegistryClient } from '@dws/schema-registry';
import { text } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';

/** Options of every command that talks to a schema registry. */
export const REGISTRY_OPTIONS = {
  registry: text('URL', 'Confluent-compatible schema registry (default SCHEMA_REGISTRY_URL)'),
} as const;

/** Less patient than a service: a person is waiting. */
const BOUNDS = { attempts: 2 };

/** @throws DwsError `config-invalid` where none is named */
export function registryOf(args: { readonly registry: string | undefined }, shell: Shell): RegistryClient {
  const url = args.registry ?? shell.env['SCHEMA_REGISTRY_URL'] ?? '';
  if (url !== '') return new RegistryClient({ url, bounds: BOUNDS });
  throw new DwsError(
    'config-invalid',
    'expected a schema registry, found neither --registry nor SCHEMA_REGISTRY_URL',
    {
      setting: 'SCHEMA_REGISTRY_URL',
      next: 'Set SCHEMA_REGISTRY_URL=http://host:port/path. Without a registry, schemas/ids.json numbers the schemas.',
    },
  );
}
