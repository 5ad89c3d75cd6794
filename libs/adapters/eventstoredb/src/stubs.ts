// The generated stubs are CommonJS whose exports Node cannot see by name, hence the default imports.
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';

export const { StreamsClient, StreamsService } = streamsGrpc;
export { shared, streams };
