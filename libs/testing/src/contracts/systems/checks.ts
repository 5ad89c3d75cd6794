import type { SystemsCheck } from './check.ts';
import { FAULT_CHECKS } from './fault-checks.ts';
import { READ_CHECKS } from './read-checks.ts';
import { WRITE_CHECKS } from './write-checks.ts';

/** Every promise of SystemReader and SystemWriter. */
export const SYSTEMS_CHECKS: readonly SystemsCheck[] = [...READ_CHECKS, ...WRITE_CHECKS, ...FAULT_CHECKS];
