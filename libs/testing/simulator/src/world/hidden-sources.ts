/** Sources of time, chance and turns that a simulation does not hold. */
const NAMES = ['setTimeout', 'setInterval', 'setImmediate'] as const;

/**
 * Tells of every use of the machine's own clock, chance and timers until the answer is called: whoever uses them makes a
 * seed mean something else each time. They go on working, so that what uses them is found and not merely broken.
 */
export function watchHiddenSources(report: (use: Error) => void): () => void {
  const { now } = Date;
  const { random } = Math;
  const timers = NAMES.map((name) => [name, globalThis[name]] as const);
  const watched = <Use extends (...args: never[]) => unknown>(name: string, use: Use): Use =>
    ((...args: Parameters<Use>) => {
      const used = new Error(name);
      if (!isHarmless(used)) report(used);
      return use(...args);
    }) as Use;
  Date.now = watched('Date.now', now);
  Math.random = watched('Math.random', random);
  for (const [name, use] of timers) Object.assign(globalThis, { [name]: watched(name, use as never) });
  return () => {
    Date.now = now;
    Math.random = random;
    for (const [name, use] of timers) Object.assign(globalThis, { [name]: use });
  };
}

/**
 * Who may ask: Node's own code, since nothing of ours waits for it, and a comparison of texts that reads the clock for a
 * deadline that it was not given.
 */
const HARMLESS = ['node:', '/node_modules/diff/'] as const;

/** Whether one of those asked. The first line of a stack is its message, the second ours. */
function isHarmless({ stack = '' }: Error): boolean {
  const caller = stack.split('\n')[2];
  return caller === undefined || HARMLESS.some((name) => caller.includes(name));
}
