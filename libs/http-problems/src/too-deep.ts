/** Levels of a request's JSON; what is deeper is not walked by anything that calls itself. */
export const MAX_LEVELS = 64;

/** Whether a parsed value has more levels. Does not call itself, so that no depth ends the stack. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS) return true;
    const next: unknown[] = [];
    for (const each of level)
      if (typeof each === 'object' && each !== null)
        for (const member of Object.values(each)) next.push(member);
    level = next;
  }
  return false;
}
