/** Lets one operation at a time change what a stream is: delete it, bring it back, bury it. */
export interface StreamGates {
  /** Resolves when the operation under way on the stream is done; `undefined` when there is none. */
  closed(stream: string): Promise<void> | undefined;
  /** Runs alone for the stream, after those that came before. */
  alone<Result>(stream: string, operation: () => Promise<Result>): Promise<Result>;
}

export function createStreamGates(): StreamGates {
  const gates = new Map<string, Promise<void>>();
  return {
    closed: (stream) => gates.get(stream),
    alone: async (stream, operation) => {
      for (let gate = gates.get(stream); gate; gate = gates.get(stream)) await gate;
      let open = (): void => undefined;
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      gates.set(stream, gate);
      try {
        return await operation();
      } finally {
        gates.delete(stream);
        open();
      }
    },
  };
}
