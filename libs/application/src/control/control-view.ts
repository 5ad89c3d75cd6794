import {
  CONTROL_EVENT_TYPES,
  evolveControl,
  NO_CONTROL,
  type ControlEvent,
  type ControlState,
} from '@dws/control';
import { parseEvent } from '@dws/contracts';
import { DwsError } from '@dws/kernel';
import type { EventStore, RecordedEvent } from '@dws/ports';
import type { Names } from '../runtime/names.ts';

export const CONTROL_STREAM = 'control';

/** The fold of the control stream as this process knows it. */
export class ControlView {
  readonly #store: EventStore;
  readonly #stream: string;
  #state: ControlState = NO_CONTROL;
  #reading: Promise<ControlState> | null = null;

  constructor(store: EventStore, names: Names) {
    this.#store = store;
    this.#stream = names.stream(CONTROL_STREAM);
  }

  get state(): ControlState {
    return this.#state;
  }

  /**
   * Reads what was ordered since the last look, in the store itself: what comes back covers every order that
   * stood before the call. Callers during one read do not share it, since an order may fall between.
   */
  async catchUp(): Promise<ControlState> {
    while (this.#reading) await this.#reading;
    this.#reading = this.#read().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #read(): Promise<ControlState> {
    const events = await this.#store.read(this.#stream, { from: this.#state.revision + 1 });
    for (const event of events) this.#state = evolveControl(this.#state, decode(event), event.revision);
    return this.#state;
  }
}

function decode({ type, data, stream }: RecordedEvent): ControlEvent {
  const known = CONTROL_EVENT_TYPES.find((name) => name === type);
  if (!known) throw new DwsError('payload-invalid', `${stream} holds a ${type}`, { stream });
  return { type: known, data: parseEvent(known, data) } as ControlEvent;
}
