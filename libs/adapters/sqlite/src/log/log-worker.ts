import { parentPort, workerData } from 'node:worker_threads';
import type { Opened } from '../thread/storage-thread.ts';
import { plainError, serveThread, type ThreadHandler } from '../thread/thread-server.ts';
import type { LogAnswer, LogCall, LogOpened } from './calls.ts';
import { LogFile } from './log-file.ts';

const { path } = workerData as { path: string };

function handlerFor(file: LogFile): ThreadHandler<LogCall, LogAnswer> {
  return {
    isWrite: ({ op }) => op !== 'read',
    commit: (calls) => {
      const answers = file.write(calls);
      if (calls.some(({ op }) => op === 'close')) file.close();
      return answers.map((answer) => ({ answer }));
    },
    read: (call) => {
      if (call.op !== 'read') throw new Error(`expected a read, found ${call.op}`);
      return { answer: { op: 'read', rows: file.read(call.partition, call.from, call.limit) } };
    },
  };
}

try {
  const file = new LogFile(path);
  parentPort?.postMessage({ opened: file.opened() } satisfies Opened<LogOpened>);
  serveThread(handlerFor(file));
} catch (error) {
  parentPort?.postMessage({ failed: plainError(error) } satisfies Opened<LogOpened>);
}
