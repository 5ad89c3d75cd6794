/** A tombstone's revision is the largest 64-bit number on the wire, which a double cannot hold: this stands for it. */
export const TOMBSTONE_REVISION = Infinity;
