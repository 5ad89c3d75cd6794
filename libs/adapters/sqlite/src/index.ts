export { SqliteEventStore, type SqliteEventStoreOptions } from './store/sqlite-event-store.ts';
export { withIdentity, type AppendRights } from './store/with-identity.ts';
export { SqliteMessageLog, type SqliteMessageLogOptions } from './log/sqlite-message-log.ts';
export { checkBackup, checkRestored, makeBackup, restoreBackup, type BackupNote } from './backup.ts';
export { TrailIndex, type EntriesWanted, type EntryToIndex, type FoundEntry } from './search/trail-index.ts';
