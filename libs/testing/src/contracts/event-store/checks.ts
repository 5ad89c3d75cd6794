import type { EventStoreCheck } from './check.ts';
import { APPENDING } from './checks/appending.ts';
import { DURABILITY } from './checks/durability.ts';
import { READING_LOG } from './checks/reading-log.ts';
import { READING } from './checks/reading.ts';
import { RETRYING } from './checks/retrying.ts';
import { SIZES } from './checks/sizes.ts';
import { SUBSCRIBING } from './checks/subscribing.ts';

/** All that the EventStore port promises. */
export const EVENT_STORE_CHECKS: readonly EventStoreCheck[] = [
  ...APPENDING,
  ...RETRYING,
  ...SIZES,
  ...READING,
  ...READING_LOG,
  ...SUBSCRIBING,
  ...DURABILITY,
];
