import { parentPort, workerData } from 'node:worker_threads';
import type { Announcement } from '../thread/protocol.ts';
import type { Opened } from '../thread/storage-thread.ts';
import { plainError, serveThread, type ThreadHandler } from '../thread/thread-server.ts';
import type { LogAnswer, LogCall, LogNews, LogOpened } from './calls.ts';
import { LogFile } from './log-file.ts';
import { WalSync } from './wal-sync.ts';

const { path } = workerData as { path: string };

function handlerFor(file: LogFile, sync: WalSync): ThreadHandler<LogCall, LogAnswer, LogNews> {
  return {
    isWrite: ({ op }) => op !== 'read',
    commit: (calls) => {
      const answers = file.write(calls, sync.next);
      if (calls.some(({ op }) => op === 'close')) {
        sync.close();
        file.close();
      } else sync.committed();
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
  const sync = new WalSync(`${path}-wal`, (news) => {
    parentPort?.postMessage([{ news } satisfies Announcement<LogNews>]);
  });
  parentPort?.postMessage({ opened: file.opened() } satisfies Opened<LogOpened>);
  serveThread(handlerFor(file, sync));
} catch (error) {
  parentPort?.postMessage({ failed: plainError(error) } satisfies Opened<LogOpened>);
}
