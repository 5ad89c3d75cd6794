import type { CrashPoint } from '@dws/application';
import { SESSION_MS, SimulatedProcess, type Simulation } from '@dws/simulator';
import { deploy, type Deployed, type Durable, type ServiceName } from './deployment.ts';
import type { SharedParts } from './shared-parts.ts';

export interface PlaceOptions {
  readonly simulation: Simulation;
  readonly shared: SharedParts;
  readonly durable: Durable;
  readonly onPoint: (point: CrashPoint, dies: boolean) => void;
}

const RESTART_MS = [50, 900, 4_000, 20_000] as const;

/** Where one replica of a service runs: when its process dies, another is started in its place, with nothing but the disk. */
export class Place {
  readonly service: ServiceName;
  readonly #name: string;
  readonly #options: PlaceOptions;
  #incarnation = 0;
  #process: SimulatedProcess | null = null;
  #deployed: Deployed | null = null;
  #started = false;

  constructor(service: ServiceName, name: string, options: PlaceOptions) {
    this.service = service;
    this.#name = name;
    this.#options = options;
  }

  get process(): SimulatedProcess | null {
    return this.#process?.alive ? this.#process : null;
  }

  /** What runs here, once it takes work. */
  get deployed(): Deployed | null {
    return this.#started && this.process ? this.#deployed : null;
  }

  launch(): void {
    const { simulation, shared, durable, onPoint } = this.#options;
    this.#incarnation += 1;
    this.#started = false;
    const process = new SimulatedProcess(simulation, `${this.#name}.${this.#incarnation}`);
    this.#process = process;
    process.onCrash.push(() => {
      const pause = RESTART_MS[simulation.choose(RESTART_MS.length)] ?? 50;
      simulation.after(simulation.faults.calm ? 50 : pause, () => this.launch());
    });
    const deployed = deploy(this.service, { shared, durable, process, onPoint });
    this.#deployed = deployed;
    const { service } = deployed;
    service.failed?.catch((error: unknown) => process.crash(`it failed: ${String(error)}`));
    service.start().then(
      () => {
        this.#started = true;
      },
      (error: unknown) => process.crash(`it does not start: ${String(error)}`),
    );
  }

  /** The brokers hear nothing of it for longer than they wait. */
  silent(forMs: number): void {
    const { simulation } = this.#options;
    const process = this.#process;
    const consumers = this.#deployed?.consumers ?? [];
    if (forMs <= SESSION_MS) return;
    simulation.after(SESSION_MS, () => {
      if (process?.alive) for (const consumer of consumers) consumer.evict(forMs - SESSION_MS + 500);
    });
  }
}
