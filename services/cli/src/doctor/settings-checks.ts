import { settingsSchema } from '@dws/host';
import { ADDRESSES } from '../platform/addresses.ts';
import type { Shell } from '../shell/shell.ts';
import { fail, ok, type Finding } from './check.ts';

/** Every setting that all services read, and the CLI's own: its value, and whether it is a good one. */
export function settingsChecks({ env }: Pick<Shell, 'env'>): readonly Finding[] {
  const common = Object.entries(settingsSchema.shape).map(([name, schema]): Finding => {
    const parsed = schema.safeParse(env[name]);
    const about = schema.description ?? '';
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return fail(name, `"${env[name] ?? ''}": ${issue?.message ?? 'not valid'}`, about);
    }
    return ok(name, `${shown(name, String(parsed.data))}${env[name] === undefined ? ' (default)' : ''}`);
  });
  const own = Object.entries(ADDRESSES).map(([name, fallback]) =>
    ok(name, env[name] ? shown(name, env[name]) : `${fallback} (default)`),
  );
  return [...common, ...own];
}

/** A connection string may hold a password, and some settings are one. */
function shown(name: string, value: string): string {
  if (name.endsWith('_PASSWORD') && value !== '') return '***';
  return value === '' ? 'none' : value.replace(/\/\/[^@/]*@/, '//***@');
}
