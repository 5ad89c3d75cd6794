import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { NO_STREAM, type Append, type NewEvent } from '@dws/ports';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { shared, streams } from './stubs.ts';

/** One append as one message: at most 1 MiB, so it never needs chunks. `deadline` in ms since the epoch. */
export function appendRequest(append: Append, correlationId: string, deadline: number): BatchAppendReq {
  const options = new streams.BatchAppendReq.Options();
  const stream = Buffer.from(append.stream, 'utf8');
  options.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(stream));
  if (append.expectedRevision === NO_STREAM) options.setNoStream(new empty.Empty());
  else options.setStreamPosition(String(append.expectedRevision));
  options.setDeadline(timestamp.Timestamp.fromDate(new Date(deadline)));
  return new streams.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(correlationId))
    .setOptions(options)
    .setProposedMessagesList(append.events.map(proposedMessage))
    .setIsFinal(true);
}

function proposedMessage(event: NewEvent): BatchAppendReq.ProposedMessage {
  const message = new streams.BatchAppendReq.ProposedMessage();
  message.setId(new shared.UUID().setString(event.id));
  const properties = message.getMetadataMap();
  properties.set('type', event.type);
  properties.set('content-type', event.format === 'binary' ? 'application/octet-stream' : 'application/json');
  message.setData(event.data);
  message.setCustomMetadata(event.metadata);
  return message;
}
