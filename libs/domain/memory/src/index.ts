export { recall, type Recalled } from './recall.ts';
export {
  evolveMemory,
  MEMORY_EVENT_TYPES,
  NO_MEMORY,
  type Correction,
  type Decisions,
  type MemoryEvent,
  type MemoryState,
} from './memory-state.ts';
