export { REGISTRY_BOUNDS, type RegistryBounds } from './bounds.ts';
export { fileNumberStore, type KnownNumbers, type NumberStore } from './number-store.ts';
export {
  COMPATIBILITY_LEVEL,
  compareSchemas,
  pushSchemas,
  registeredSchemas,
  type PushPlan,
  type SubjectState,
} from './push-schemas.ts';
export { RegistryClient, type RegistryClientOptions } from './registry-client.ts';
export { createRegistrySchemaCodec, type RegistrySchemaCodecOptions } from './registry-schema-codec.ts';
export { splitSchema, type SplitSchema } from './split-schema.ts';
