// Taken here, once: while a simulation runs, nobody else may use the machine's own (see hidden-sources.ts).
const macrotask = setImmediate;

/** Turns asked for together: the event loop goes round once for all of them, which is what a turn costs. */
const TOGETHER = 64;

const waiting: (() => void)[] = [];
let asked = 0;

function turn(): void {
  asked -= 1;
  waiting.shift()?.();
}

/**
 * Resolves when everything that can run without the outside world has run: between two turns of the event loop Node works
 * off all that was promised, and what comes of it.
 */
export function allElse(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (asked >= waiting.length) return;
    for (; asked < TOGETHER; asked += 1) macrotask(turn);
  });
}
