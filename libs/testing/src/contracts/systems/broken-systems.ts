import { DwsError, isDwsError } from '@dws/kernel';
import type { SystemReader, SystemRecord, SystemWriter, WriteRequest } from '@dws/ports';
import type { SystemsSubject } from './subject.ts';

/** An adapter with one fault of its own, and the check that must notice it. */
export interface BrokenSystems {
  readonly fault: string;
  readonly noticedBy: string;
  spoil(subject: SystemsSubject): SystemsSubject;
}

type Write = SystemWriter['write'];

function withWrite(subject: SystemsSubject, write: Write): SystemsSubject {
  const { writer } = subject;
  const spoiled: SystemWriter = {
    effectClass: (system, operation) => writer.effectClass(system, operation),
    reversal: (system, operation) => writer.reversal(system, operation),
    query: (system, operation, reference, deadline) => writer.query(system, operation, reference, deadline),
    write,
  };
  return { ...subject, writer: spoiled };
}

const writeOf =
  ({ writer }: SystemsSubject): Write =>
  (request, deadline) =>
    writer.write(request, deadline);

function rewriting(change: (request: WriteRequest) => WriteRequest): BrokenSystems['spoil'] {
  return (subject) =>
    withWrite(subject, (request, deadline) => subject.writer.write(change(request), deadline));
}

function misnaming(from: 'system-outcome-unknown' | 'system-unavailable'): BrokenSystems['spoil'] {
  const to = from === 'system-unavailable' ? 'system-outcome-unknown' : 'system-unavailable';
  return (subject) =>
    withWrite(subject, (request, deadline) =>
      subject.writer.write(request, deadline).catch((error: unknown) => {
        throw isDwsError(error, from) ? new DwsError(to, error.message) : error;
      }),
    );
}

function neverTwiceRead(reader: SystemReader): SystemReader {
  const seen = new Map<string, readonly SystemRecord[]>();
  return {
    async read(request, deadline) {
      const key = JSON.stringify(request);
      const records = seen.get(key) ?? (await reader.read(request, deadline));
      seen.set(key, records);
      return records;
    },
  };
}

let attempts = 0;

export const BROKEN_SYSTEMS: readonly BrokenSystems[] = [
  {
    fault: 'puts the attempt into the key',
    noticedBy:
      'K: the same key again gives the earlier receipt, also when the planned version is old by then',
    spoil: rewriting((request) => {
      attempts += 1;
      return { ...request, reference: `${request.reference}-${attempts}`, expects: [] };
    }),
  },
  {
    fault: 'makes a new key after a lost answer',
    noticedBy:
      'K: an answer lost after the commit is unknown; the same key gives the receipt; it is done once',
    spoil: rewriting((request) => {
      attempts += 1;
      return { ...request, reference: `${request.reference}-${attempts}` };
    }),
  },
  {
    fault: 'ignores the versions a write was planned on',
    noticedBy: 'a write planned on an old version is refused, naming the current one',
    spoil: rewriting((request) => ({ ...request, expects: [] })),
  },
  {
    fault: 'names nothing that undoes an operation',
    noticedBy: 'an operation says how it is undone, and the most are not',
    spoil: (subject) => ({
      ...subject,
      writer: { ...withWrite(subject, writeOf(subject)).writer, reversal: () => null },
    }),
  },
  {
    fault: 'forgets who writes',
    noticedBy:
      'a write changes the record, gives its new version and carries worker, case and digest into the system',
    spoil: rewriting((request) => ({ ...request, worker: 'somebody' })),
  },
  {
    fault: 'says that nothing was sent when only the answer is missing',
    noticedBy: 'N: an answer lost after the commit is unknown, and the adapter does not try again by itself',
    spoil: misnaming('system-outcome-unknown'),
  },
  {
    fault: 'says unknown when the system turned the write away',
    noticedBy: 'a write that the system turned away undone says unavailable, in every class',
    spoil: misnaming('system-unavailable'),
  },
  {
    fault: 'sends again after a lost answer where there is no key',
    noticedBy: 'N: an answer lost after the commit is unknown, and the adapter does not try again by itself',
    spoil: (subject) =>
      withWrite(subject, (request, deadline) =>
        subject.writer.write(request, deadline).catch(() => subject.writer.write(request, deadline)),
      ),
  },
  {
    fault: 'answers reads from what it saw before',
    noticedBy: 'a person’s edit is seen at once and gives another version',
    spoil: (subject) => ({ ...subject, reader: neverTwiceRead(subject.reader) }),
  },
  {
    fault: 'ignores deadlines',
    noticedBy: 'after its deadline a write is not sent',
    spoil: (subject) =>
      withWrite(subject, (request) => subject.writer.write(request, Number.MAX_SAFE_INTEGER)),
  },
];
