import { encodeMetadata, nowOf, type ServicePorts } from '@dws/application';
import { parseEvent, serialiseEvent } from '@dws/contracts';
import {
  comparePositions,
  eventIdOf,
  formatPosition,
  parsePosition,
  sha256,
  START,
  type Position,
} from '@dws/kernel';
import { NO_STREAM, type Revision } from '@dws/ports';

/** How far the relay has published, as the last event of a small stream that all replicas share. */
export class RelayCheckpoint {
  readonly #ports: ServicePorts;
  readonly #stream: string;

  constructor(ports: ServicePorts) {
    this.#ports = ports;
    this.#stream = ports.names.stream('relay');
  }

  async read(): Promise<Position> {
    return (await this.#last()).position;
  }

  /**
   * Moves the checkpoint forward, never back. When another replica was faster its word counts as well as ours:
   * each of them published everything up to the position that it wrote.
   */
  async write(position: Position): Promise<void> {
    const { store, clock, service } = this.#ports;
    const last = await this.#last();
    if (comparePositions(last.position, position) >= 0) return;
    const at = nowOf(clock);
    const type = 'relay-checkpointed';
    const data = serialiseEvent({ type, data: { position: formatPosition(position), at } });
    const id = eventIdOf(this.#stream, last.revision + 1, sha256(data));
    const metadata = encodeMetadata({ at, by: service });
    await store.append([
      { stream: this.#stream, expectedRevision: last.revision, events: [{ id, type, data, metadata }] },
    ]);
  }

  async #last(): Promise<{ readonly revision: Revision; readonly position: Position }> {
    const [last] = await this.#ports.store.read(this.#stream, { direction: 'backwards', limit: 1 });
    if (!last) return { revision: NO_STREAM, position: START };
    const { position } = parseEvent('relay-checkpointed', last.data);
    return { revision: last.revision, position: parsePosition(position) };
  }
}
