import { parentPort, workerData } from 'node:worker_threads';
import { searchedEntry, tokensOf } from '@dws/audit-trail';
import { TrailIndex } from '@dws/sqlite';
import type { IndexPlace, SearchCall, SearchCalls, SearchReply, ThreadSettings } from './search-messages.ts';

// The thread that owns the index: taking events apart and looking things up hold up nobody else.
const { path, streamPrefix } = workerData as ThreadSettings;
const names = {
  ownStream: (stream: string) => (stream.startsWith(streamPrefix) ? stream.slice(streamPrefix.length) : null),
};
const index = TrailIndex.open(path);

parentPort?.on('message', (call: SearchCall) => parentPort?.postMessage(replyTo(call)));

function replyTo({ id, call, input }: SearchCall): SearchReply {
  try {
    switch (call) {
      case 'add':
        return { id, answer: add(input as SearchCalls['add']) };
      case 'find':
        return { id, answer: index.find(input as SearchCalls['find']) };
      case 'place':
        return { id, answer: place() };
      case 'clear':
        index.clear();
        return { id, answer: place() };
      case 'close':
        index.close();
        parentPort?.close();
        return { id, answer: null };
    }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

function add({ events, upTo }: SearchCalls['add']): IndexPlace {
  const entries = events.flatMap((event) => {
    const entry = searchedEntry(event, names);
    return entry ? [{ stream: event.stream, seq: event.revision, tokens: tokensOf(entry) }] : [];
  });
  index.add(entries, upTo);
  return place();
}

function place(): IndexPlace {
  return { position: index.position, entries: index.entries };
}
