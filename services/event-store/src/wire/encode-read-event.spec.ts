import type { RecordedEvent } from '@dws/ports';
import { describe, expect, it } from 'vitest';
import { streams } from '../grpc/stubs.ts';
import { uuidText } from '../grpc/append/proposed-event.ts';
import { encodeReadEvent, type UuidForm } from './encode-read-event.ts';
import { TOMBSTONE_REVISION } from './tombstone-revision.ts';

const base: RecordedEvent = {
  id: 'f8a1c0de-0000-4000-8000-00000000beef',
  type: 'geprüft',
  data: Buffer.from('{"a":"ü"}'),
  metadata: Buffer.from('{}'),
  stream: 'case-日本',
  revision: 300,
  position: { commit: 4_294_967_296n, prepare: 129n },
  createdAt: 1_700_000_000_123,
};

/** The one message of a frame, which says how long it is. */
function messageIn(frame: Buffer) {
  expect(frame[0]).toBe(0);
  expect(frame.readUInt32BE(1)).toBe(frame.length - 5);
  return streams.ReadResp.deserializeBinary(frame.subarray(5));
}

/** Read back with the generated stub, which is not used to write. */
function readBack(event: RecordedEvent, uuidForm: UuidForm = 'string') {
  const decoded = messageIn(encodeReadEvent(event, uuidForm)).getEvent();
  const record = decoded?.getEvent();
  return {
    id: uuidText(record?.getId()),
    structured: record?.getId()?.hasStructured(),
    stream: Buffer.from(record?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: record?.getStreamRevision(),
    prepare: record?.getPreparePosition(),
    commit: record?.getCommitPosition(),
    properties: record?.getMetadataMap().toObject().sort(),
    metadata: Buffer.from(record?.getCustomMetadata_asU8() ?? []).toString(),
    data: Buffer.from(record?.getData_asU8() ?? []).toString(),
    address: decoded?.hasNoPosition() ? 'none' : decoded?.getCommitPosition(),
  };
}

describe('an event on the wire', () => {
  it('is what the generated stub reads', () => {
    expect(readBack(base)).toEqual({
      id: 'f8a1c0de-0000-4000-8000-00000000beef',
      structured: false,
      stream: 'case-日本',
      revision: '300',
      prepare: '129',
      commit: '4294967296',
      properties: [
        ['content-type', 'application/json'],
        ['created', '17000000001230000'],
        ['type', 'geprüft'],
      ],
      metadata: '{}',
      data: '{"a":"ü"}',
      address: '4294967296',
    });
  });

  it('has a UUID in two halves for who wants it', () => {
    expect(readBack(base, 'structured')).toMatchObject({ structured: true, id: base.id });
  });

  it('leaves out what is zero or empty', () => {
    const empty = {
      ...base,
      revision: 0,
      data: Buffer.alloc(0),
      metadata: Buffer.alloc(0),
      format: 'binary' as const,
    };
    expect(readBack(empty)).toMatchObject({ revision: '0', data: '', metadata: '' });
    expect(readBack(empty).properties).toContainEqual(['content-type', 'application/octet-stream']);
  });

  it('shows a tombstone with the largest revision', () => {
    expect(readBack({ ...base, revision: TOMBSTONE_REVISION }).revision).toBe('9223372036854775807');
  });

  it('comes with the link that points to it, at the place of the link', () => {
    const link = { ...base, stream: 'links', revision: 7, position: { commit: 900n, prepare: 900n } };
    const both = messageIn(encodeReadEvent(base, 'string', link)).getEvent();
    expect(both?.getEvent()?.getStreamRevision()).toBe('300');
    expect(both?.getLink()?.getStreamRevision()).toBe('7');
    expect(both?.getCommitPosition()).toBe('900');
    const gone = messageIn(encodeReadEvent(undefined, 'string', link)).getEvent();
    expect([gone?.hasEvent(), gone?.hasLink(), gone?.getCommitPosition()]).toEqual([false, true, '900']);
  });
});
