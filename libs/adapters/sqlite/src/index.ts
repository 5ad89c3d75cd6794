export { SqliteEventStore, type SqliteEventStoreOptions } from './store/sqlite-event-store.ts';
