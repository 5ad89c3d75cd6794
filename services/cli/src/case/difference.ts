/** One place where two values differ; `undefined` where one has nothing there. */
export interface Difference {
  /** Members and places joined by dots; empty for the whole. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every place in which two JSON values differ, in the order of their members. */
export function differences(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after))
    return Object.is(before, after) ? [] : [{ path, before, after }];
  const [from, to] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const members = [...new Set([...from.keys(), ...to.keys()])];
  return members.flatMap((member) =>
    differences(from.get(member), to.get(member), path === '' ? member : `${path}.${member}`),
  );
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
