export { EVENTSTOREDB_BOUNDS, type EventStoreDbBounds } from './bounds.ts';
export { createEventStoreDb, type EventStoreDbOptions } from './event-store-db.ts';
