/** Names that EventStoreDB keeps for itself: everything that begins with `$`. */
export const ALL_STREAM = '$all';
export const SETTINGS_STREAM = '$settings';
/** Where this server notes which streams it is about to tombstone, so that it knows them again after a restart. */
export const TOMBSTONES_STREAM = '$tombstones';
/** Where this server says of a new log what it is. */
export const STORE_STREAM = '$store';

export const METADATA_TYPE = '$metadata';
export const TOMBSTONE_TYPE = '$streamDeleted';
export const TOMBSTONE_NOTED_TYPE = '$tombstoneNoted';
export const STORE_CREATED_TYPE = '$storeCreated';
export const LINK_TYPE = '$>';

export const ADMINS_ROLE = '$admins';
export const EVERYBODY_ROLE = '$all';

const METASTREAM_PREFIX = '$$';

export function isSystemStream(stream: string): boolean {
  return stream.startsWith('$');
}

/** Streams that hold another stream's settings: `$$orders` for `orders`. */
export function isMetastream(stream: string): boolean {
  return stream.startsWith(METASTREAM_PREFIX);
}

export function metastreamOf(stream: string): string {
  return METASTREAM_PREFIX + stream;
}

/** `orders` for `$$orders`. */
export function originalOf(metastream: string): string {
  return metastream.slice(METASTREAM_PREFIX.length);
}
