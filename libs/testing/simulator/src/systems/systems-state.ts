import type {
  EffectClass,
  ReadRequest,
  SystemRecord,
  SystemWriter,
  WriteReceipt,
  WriteRequest,
} from '@dws/ports';

/** A company's systems: they outlive every process. Each call happens at once and whole. */
export interface SystemsState {
  effectClass(system: string, operation: string): EffectClass;
  reversal: SystemWriter['reversal'];
  read(request: ReadRequest): readonly SystemRecord[];
  /** The same as it was before the last change of each record. */
  readStale(request: ReadRequest): readonly SystemRecord[];
  /** @throws DwsError `system-refused`, `record-version-changed` */
  write(request: WriteRequest): WriteReceipt;
  query(system: string, operation: string, reference: string): WriteReceipt | null;
}
