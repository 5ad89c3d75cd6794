/** A place in a topic, or a signal's identity, as people paste it. */
export type Place =
  | { readonly topic: string; readonly partition: string; readonly offset: string }
  | { readonly source: string; readonly id: string };

const TOPIC = /^([\w.-]+)[\s/:@#[\],]+(\d+)[\s/:@#[\],]+(\d+)\]?$/;

/**
 * Reads `topic/partition/offset`, also with colons, spaces, `@` or kcat's `topic [partition] at offset`;
 * or `source id`, separated by white space. Null when it is neither.
 */
export function placeIn(text: string): Place | null {
  const trimmed = text.trim().replace(/\s+(at )?offset\s+|\s+at\s+/g, ' ');
  const found = TOPIC.exec(trimmed);
  const [, topic, partition, offset] = found ?? [];
  if (topic !== undefined && partition !== undefined && offset !== undefined)
    return { topic, partition, offset };
  const [source, id, ...more] = trimmed.split(/\s+/);
  return source !== undefined && id !== undefined && more.length === 0 ? { source, id } : null;
}
