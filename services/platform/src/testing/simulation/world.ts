import { encodeMetadata, nowOf, type CrashPoint } from '@dws/application';
import { registerWorkers } from '@dws/control-plane';
import { serialiseEvent, type StoreEvent } from '@dws/contracts';
import { eventIdOf, sha256 } from '@dws/kernel';
import type { Append } from '@dws/ports';
import {
  EPOCH,
  LogState,
  Oracle,
  randomOf,
  SimulatedProcess,
  StoreState,
  type SealState,
  type Simulation,
} from '@dws/simulator';
import { portsOf, SERVICES, type Durable } from './deployment.ts';
import { happeningsOf } from './happenings.ts';
import { Incidents } from './incidents.ts';
import { People } from './people.ts';
import { Place } from './place.ts';
import { Publishers } from './publishers.ts';
import type { SharedParts } from './shared-parts.ts';
import { simulatedCompany, type SimulatedCompany } from './simulated-company.ts';

const CODE_HASH = '0'.repeat(64);
/** Share of the services that run twice. */
const REPLICATED = 0.3;

/** A company, its platform and its people, all of it simulated. */
export class World {
  readonly simulation: Simulation;
  readonly oracle: Oracle;
  readonly places: readonly Place[];
  readonly publishers: Publishers;
  readonly people: People;
  readonly incidents: Incidents;
  readonly durable: Durable;
  readonly company: SimulatedCompany;
  readonly pointsReached = new Set<CrashPoint>();
  readonly pointsDiedAt = new Set<CrashPoint>();
  readonly #shared: SharedParts;

  constructor(simulation: Simulation, shared: SharedParts) {
    this.simulation = simulation;
    this.#shared = shared;
    this.oracle = new Oracle({
      report: (invariant, detail) => simulation.violated(invariant, detail),
      now: () => simulation.now,
      workers: shared.manifests.map(({ id, domain, triggers }) => ({ id, domain, triggers })),
      limits: shared.limits,
      read: ({ value }) => (value ? shared.codec.decode(value).value : {}),
    });
    const now = (): number => EPOCH + Math.floor(simulation.now);
    const store = new StoreState(now, (event) => this.oracle.appended(event));
    const log = new LogState(now, this.oracle);
    const seals: SealState = new Map();
    this.company = simulatedCompany(simulation, this.oracle, shared);
    this.durable = { store, log, seals, systems: this.company, rival: (appends) => this.#rival(appends) };
    const random = randomOf(simulation.seed, 'world');
    this.places = SERVICES.flatMap((service) =>
      Array.from({ length: random.chance(REPLICATED) ? 2 : 1 }, (_, replica) => {
        const onPoint = (point: CrashPoint, dies: boolean): void => {
          this.pointsReached.add(point);
          if (dies) this.pointsDiedAt.add(point);
        };
        const options = { simulation, shared, durable: this.durable, onPoint };
        return new Place(service, `${service}-${replica + 1}`, options);
      }),
    );
    const of = (service: string) => this.places.filter((place) => place.service === service);
    this.publishers = new Publishers(simulation, log, of('signal-gateway'));
    this.people = new People(
      simulation,
      this.oracle,
      randomOf(simulation.seed, 'people'),
      of('control-plane'),
      this.company,
      ({ stream, signal }, data) => this.#write(stream, signal.worker, { type: 'review-decided', data }),
    );
    this.incidents = new Incidents(simulation, randomOf(simulation.seed, 'incidents'), this.places);
  }

  /** Workers are registered before anything goes wrong: an empty registry denies everything, which proves little. */
  async open(): Promise<void> {
    const { simulation } = this;
    const process = new SimulatedProcess(simulation, 'set-up', false);
    const onPoint = (): void => undefined;
    const ports = portsOf(
      'control-plane',
      { shared: this.#shared, durable: this.durable, process, onPoint },
      [],
    );
    const state = { registered: false };
    const registering = registerWorkers(ports, this.#shared.manifests, () => CODE_HASH).then(() => {
      state.registered = true;
    });
    await simulation.quiet();
    while (!state.registered && simulation.step()) await simulation.quiet();
    await registering;
    simulation.faults.begin();
    for (const place of this.places) place.launch();
  }

  /** What is told in this run, and at which step of it. */
  agenda(): readonly { readonly step: number; readonly act: () => void }[] {
    const { seed, weather } = this.simulation;
    const random = randomOf(seed, 'agenda');
    const tickets = this.#shared.records
      .filter(({ recordType }) => recordType === 'ticket')
      .slice(0, 3)
      .map(({ id }) => id);
    const span = Math.floor(weather.stormSteps * 0.7);
    const telling = happeningsOf(randomOf(seed, 'happenings'), tickets).map((happening) => ({
      step: 20 + random.below(span),
      act: () => this.publishers.tell(happening),
    }));
    const acting = Array.from({ length: 8 + random.below(10) }, () => ({
      step: 60 + random.below(weather.stormSteps),
      act: () => this.people.act(),
    }));
    const befalling = weather.incidents.map(({ step, kind }) => ({
      step,
      act: () => this.incidents.happen(kind),
    }));
    return [...telling, ...acting, ...befalling].toSorted((a, b) => a.step - b.step);
  }

  /** What keeps the world from being finished. */
  unfinished(): readonly string[] {
    const lagging = [...this.durable.log.groups].flatMap((group) =>
      group.lagging().map(({ topic, partition }) => `${group.name} is behind on ${topic}/${partition}`),
    );
    const { untold } = this.publishers;
    return [
      ...(untold > 0 ? [`${untold} happenings are not taken`] : []),
      ...(this.people.busy > 0 ? ['people wait for an answer'] : []),
      ...lagging,
      ...this.oracle.unfinished(),
    ];
  }

  /** A colleague rates a case at just this moment: an event that must disturb nothing. */
  #rival(appends: readonly Append[]): void {
    const { store } = this.durable;
    const one = appends.find(({ stream }) => stream.startsWith('case-') && store.stream(stream).length > 0);
    if (!one) return;
    const at = nowOf({ now: () => EPOCH + Math.floor(this.simulation.now) });
    const worker = this.oracle.known.cases.get(one.stream)?.signal.worker ?? '';
    this.#write(one.stream, worker, {
      type: 'feedback',
      data: { kind: 'rating', by: 'ada', at, detail: {}, reopens: false },
    });
  }

  /** Appends beside everybody, at once. */
  #write(stream: string, worker: string, event: StoreEvent): void {
    const { store } = this.durable;
    const at = nowOf({ now: () => EPOCH + Math.floor(this.simulation.now) });
    const expectedRevision = store.stream(stream).length - 1;
    const data = serialiseEvent(event);
    const id = eventIdOf(stream, expectedRevision + 1, sha256(data));
    const metadata = encodeMetadata({ at, by: 'control-plane', worker });
    store.append([{ stream, expectedRevision, events: [{ id, type: event.type, data, metadata }] }], 'rival');
  }
}
