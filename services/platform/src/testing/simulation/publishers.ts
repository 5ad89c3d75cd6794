import { JSON_CLOUD_EVENT, Names } from '@dws/application';
import { signalContractOf } from '@dws/contracts';
import type { MessageLog } from '@dws/ports';
import { simulatedLog, SimulatedProcess, type LogState, type Simulation } from '@dws/simulator';
import type { Happening } from './happenings.ts';
import type { Place } from './place.ts';

const PATIENCE_MS = 20_000;
const RETRY_MS = 700;

/** The business systems' side: tells each happening again until it is taken, as a careful publisher does. */
export class Publishers {
  readonly #process: SimulatedProcess;
  readonly #messages: MessageLog;
  readonly #gateways: readonly Place[];
  readonly #names = new Names();
  readonly #taken: (happening: Happening) => void;
  #untold = 0;

  /** @param taken told of each happening that the platform says it has */
  constructor(
    simulation: Simulation,
    log: LogState,
    gateways: readonly Place[],
    taken: (happening: Happening) => void,
  ) {
    this.#taken = taken;
    this.#process = new SimulatedProcess(simulation, 'publisher', false);
    this.#messages = simulatedLog(this.#process, log, () => undefined);
    this.#gateways = gateways;
  }

  /** Happenings that nobody has taken yet. */
  get untold(): number {
    return this.#untold;
  }

  tell(happening: Happening): void {
    this.#untold += 1;
    void this.#until(happening).then(() => {
      this.#untold -= 1;
      this.#taken(happening);
    });
  }

  async #until(happening: Happening): Promise<void> {
    for (;;) {
      const taken = await this.#once(happening).catch(() => false);
      if (taken) return;
      await this.#process.sleep(RETRY_MS);
    }
  }

  async #once(happening: Happening): Promise<boolean> {
    const { id, source, type, data, by } = happening;
    if (by === 'kafka') {
      const topic = this.#names.topic('inbound', signalContractOf(type).domain);
      const event = { specversion: '1.0', id, source, type, data };
      const value = Buffer.from(JSON.stringify(event), 'utf8');
      await this.#messages.publish([
        { topic, key: id, headers: { 'content-type': JSON_CLOUD_EVENT }, value },
      ]);
      return true;
    }
    const deployed = this.#gateways.flatMap((place) => place.deployed ?? []);
    const gateway = deployed[this.#process.simulation.choose(Math.max(1, deployed.length))];
    if (!gateway?.take) return false;
    const answer = gateway.take([{ id, source, type, data }]).then(() => true);
    answer.catch(() => undefined);
    // Whoever dies answers nobody.
    return Promise.race([answer, this.#process.sleep(PATIENCE_MS).then(() => false)]);
  }
}
