import { DwsError } from '@dws/kernel';
import type { ReadRequest, SystemReader, SystemWriter } from '@dws/ports';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { CallFault } from '../world/weather.ts';
import type { SystemsState } from './systems-state.ts';

const READ_FAULTS: readonly CallFault[] = ['fail-before', 'delay-after', 'crash-before'];
const STALE_READ_FAULTS: readonly CallFault[] = [...READ_FAULTS, 'stale-read'];
const WRITE_FAULTS: readonly CallFault[] = [
  'fail-before',
  'unknown-before',
  'lost-answer',
  'delay-after',
  'late-write',
  'crash-before',
  'crash-after',
];
const LATE_MS = [200, 4_000, 30_000] as const;

const unavailable = (system: string) => () =>
  new DwsError('system-unavailable', `the simulated ${system} does not answer`, { system });
const unknown = (system: string) => () =>
  new DwsError('system-outcome-unknown', `the answer of the simulated ${system} was lost`, { system });

/**
 * The business systems as one process reaches them.
 * @param mayBeStale whether reads may show a record as it was. Not for who checks before a write: nothing but the
 * system itself could then see that a record has changed, and systems that do not check versions exist.
 */
export function simulatedSystems(
  process: SimulatedProcess,
  state: SystemsState,
  mayBeStale: boolean,
): SystemReader & SystemWriter {
  const { simulation } = process;
  return {
    effectClass: (system, operation) => state.effectClass(system, operation),
    reversal: (system, operation) => state.reversal(system, operation),
    read: (request) =>
      process.call({
        port: request.system,
        operation: 'read',
        about: aboutOf(request),
        faults: mayBeStale ? STALE_READ_FAULTS : READ_FAULTS,
        perform: () => state.read(request),
        failed: unavailable(request.system),
        twists: { 'stale-read': () => state.readStale(request) },
      }),
    write: (request) =>
      process.call({
        port: request.system,
        operation: 'write',
        about: `${request.operation} ${request.reference}`,
        faults: WRITE_FAULTS,
        perform: () => state.write(request),
        failed: unavailable(request.system),
        unknown: unknown(request.system),
        twists: {
          'late-write': () => {
            const late = LATE_MS[simulation.choose(LATE_MS.length)] ?? 200;
            simulation.after(late, () => {
              simulation.note(`${request.system} performs ${request.operation} ${request.reference} late`);
              try {
                state.write(request);
              } catch {
                // It refuses; nobody is there any more to hear of it.
              }
            });
            throw unknown(request.system)();
          },
        },
      }),
    query: (system, operation, reference) =>
      process.call({
        port: system,
        operation: 'query',
        about: `${operation} ${reference}`,
        faults: READ_FAULTS,
        perform: () => state.query(system, operation, reference),
        failed: unavailable(system),
      }),
  };
}

function aboutOf({ recordType, by }: ReadRequest): string {
  return 'id' in by ? `${recordType}/${by.id}` : `${recordType}?${JSON.stringify(by.match)}`;
}
