import { allContracts } from '@dws/contracts';
import { createAvroCodec } from '@dws/contracts/avro';
import type { SchemaCodec } from '@dws/ports';

/** Numbers the types in the order of the generated table: right within one build, which is enough for tests. */
export function createMemorySchemaCodec(): SchemaCodec {
  const contracts = allContracts();
  const codec = createAvroCodec({
    idOf: (type) => contracts.findIndex((contract) => contract.type === type) + 1 || undefined,
    schemaOf: (id) => contracts[id - 1]?.schema,
  });
  return { ...codec, ready: async () => {}, prepare: async () => {} };
}
