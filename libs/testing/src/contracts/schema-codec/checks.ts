import type { SchemaCodecCheck } from './check.ts';
import { REFUSAL_CHECKS } from './checks/refusals.ts';
import { VALUE_CHECKS } from './checks/values.ts';
import { WIRE_CHECKS } from './checks/wire.ts';

/** Everything that the SchemaCodec port promises. */
export const SCHEMA_CODEC_CHECKS: readonly SchemaCodecCheck[] = [
  ...VALUE_CHECKS,
  ...WIRE_CHECKS,
  ...REFUSAL_CHECKS,
];
