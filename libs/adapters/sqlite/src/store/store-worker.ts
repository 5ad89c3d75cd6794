import { Buffer } from 'node:buffer';
import { parentPort, workerData } from 'node:worker_threads';
import type { Opened } from '../thread/storage-thread.ts';
import { plainError, serveThread, type Answered, type ThreadHandler } from '../thread/thread-server.ts';
import type { StoreAnswer, StoreCall, StoreNews, StoreOpened } from './calls.ts';
import { StoreFile } from './store-file.ts';
import { tellEvents, tellPlaces } from './store-news.ts';

const { path, maxFileBytes } = workerData as { path: string; maxFileBytes?: number };

function handlerFor(file: StoreFile): ThreadHandler<StoreCall, StoreAnswer, StoreNews> {
  return {
    clients: {
      owner: tellPlaces,
      join: () => {
        const info = file.opened;
        return { info, tell: tellEvents(file, info.types.length) };
      },
    },
    isWrite: ({ op }) => op === 'append' || op === 'close',
    commit: (calls) => {
      const slabs = calls.flatMap((call) =>
        call.op === 'append' ? [{ ...call, slab: Buffer.from(call.slab, 0, call.length) }] : [],
      );
      const results = (slabs.length > 0 ? file.append(slabs) : []).values();
      return calls.map((call): Answered<StoreAnswer> => {
        if (call.op === 'close') {
          file.close();
          return { answer: { op: 'done' } };
        }
        const entries = results.next().value ?? new Float64Array();
        return { answer: { op: 'append', results: entries }, transfer: [entries.buffer] };
      });
    },
    read: (call) => {
      if (call.op === 'read') return { answer: { op: 'read', ...file.reader.read(call.stream, call.range) } };
      if (call.op === 'readMany') {
        return { answer: { op: 'readMany', streams: file.reader.readMany(call.streams) } };
      }
      if (call.op === 'readAll') {
        return {
          answer: { op: 'readAll', ...file.reader.readAll(call.after, call.limit, call.filter) },
        };
      }
      if (call.op === 'readAllBackwards') {
        const { before, limit, filter } = call;
        return { answer: { op: 'readAll', ...file.reader.readAllBackwards(before, limit, filter) } };
      }
      if (call.op === 'check') file.checkWhole();
      return { answer: { op: 'done' } };
    },
  };
}

try {
  const file = new StoreFile(path, maxFileBytes);
  parentPort?.postMessage({ opened: file.opened } satisfies Opened<StoreOpened>);
  serveThread(handlerFor(file));
} catch (error) {
  parentPort?.postMessage({ failed: plainError(error) } satisfies Opened<StoreOpened>);
}
