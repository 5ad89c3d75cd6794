import { encodeMetadata, nowOf, type CrashPoint, type ServicePorts } from '@dws/application';
import { registerWorkers, type ControlCore } from '@dws/control-plane';
import { serialiseEvent, type StoreEvent } from '@dws/contracts';
import { eventIdOf, sha256 } from '@dws/kernel';
import type { Append } from '@dws/ports';
import {
  between,
  EPOCH,
  LogState,
  Oracle,
  randomOf,
  SimulatedProcess,
  SealState,
  StoreState,
  type Simulation,
} from '@dws/simulator';
import { Ambushes } from './ambushes.ts';
import { deploy, portsOf, SERVICES, type Durable } from './deployment.ts';
import { happeningsOf } from './happenings.ts';
import { Incidents } from './incidents.ts';
import { Intruder } from './intruder.ts';
import { People } from './people.ts';
import { Place } from './place.ts';
import type { Profile } from './profiles.ts';
import { Publishers } from './publishers.ts';
import { differenceOf, statementOf } from './projection-statement.ts';
import type { SharedParts } from './shared-parts.ts';
import { simulatedCompany, type SimulatedCompany } from './simulated-company.ts';

/** Looks at what is rebuilt, ten steps apart: far more than it takes to read a world's events. */
const REBUILD_ROUNDS = 60;
/** Steps of the storm within which everything is told, and people do what they do. */
const TOLD_WITHIN = 120;
const ACTED_WITHIN = 260;
const CODE_HASH = '0'.repeat(64);
/** Share of the services that run twice, where the profile says nothing. */
const REPLICATED = 0.3;
/** Share of the worlds that nobody has started in when the storm begins. */
const STORMY_OPENINGS = 0.2;

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
  readonly profile: Profile;
  /** Step at which the storm began. */
  begun = 0;
  readonly #shared: SharedParts;

  constructor(simulation: Simulation, shared: SharedParts, profile: Profile) {
    this.simulation = simulation;
    this.profile = profile;
    this.#shared = shared;
    this.oracle = new Oracle({
      report: (invariant, detail) => simulation.violated(invariant, detail),
      now: () => simulation.now,
      workers: shared.manifests.map(({ id, domain, triggers }) => ({ id, domain, triggers })),
      limits: shared.limits,
      read: ({ value }) => (value ? shared.codec.decode(value).value : {}),
    });
    const now = (): number => EPOCH + Math.floor(simulation.now);
    const store = new StoreState(now, (event, by) => this.oracle.appended(event, by));
    const log = new LogState(now, this.oracle);
    const seals = new SealState((stream, text) => this.oracle.trails.sealed(stream, text));
    this.company = simulatedCompany(simulation, this.oracle, shared);
    this.durable = { store, log, seals, systems: this.company, rival: (appends) => this.#rival(appends) };
    const random = randomOf(simulation.seed, 'world');
    this.places = SERVICES.flatMap((service) =>
      Array.from({ length: random.chance(profile.replicas[service] ?? REPLICATED) ? 2 : 1 }, (_, replica) => {
        const onPoint = (point: CrashPoint, dies: boolean): void => {
          this.pointsReached.add(point);
          if (dies) this.pointsDiedAt.add(point);
        };
        const options = { simulation, shared, durable: this.durable, onPoint };
        return new Place(service, `${service}-${replica + 1}`, options);
      }),
    );
    const of = (service: string) => this.places.filter((place) => place.service === service);
    this.publishers = new Publishers(simulation, log, of('signal-gateway'), (happening) =>
      this.oracle.messages.taken(happening),
    );
    const { oracle, company } = this;
    const { seed } = simulation;
    this.people = new People({
      ...{ simulation, oracle, company, doing: profile.doing, desks: of('control-plane') },
      random: randomOf(seed, 'people'),
      intruder: new Intruder({
        ...{ store, oracle, random: randomOf(seed, 'intruder'), clock: { now } },
        ports: this.#portsOf('intruder'),
      }),
    });
    const struck = this.places.filter(
      ({ service }) => profile.struck.length === 0 || profile.struck.includes(service),
    );
    this.incidents = new Incidents(simulation, randomOf(seed, 'incidents'), struck);
    new Ambushes(simulation, randomOf(seed, 'ambushes'), profile.ambushes, this);
  }

  /** Workers are registered before anything goes wrong: an empty registry denies everything, which proves little. */
  async open(): Promise<void> {
    const { simulation } = this;
    const ports = this.#portsOf('set-up');
    const state = { registered: false };
    const registering = registerWorkers(ports, this.#shared.manifests, () => CODE_HASH).then(() => {
      state.registered = true;
    });
    await simulation.quiet();
    while (!state.registered && simulation.step()) await simulation.quiet();
    await registering;
    // Sometimes nobody has even started when it begins.
    const early = randomOf(simulation.seed, 'opening').chance(STORMY_OPENINGS);
    if (early) simulation.faults.begin();
    for (const place of this.places) place.launch();
    if (!early) await this.#started();
    simulation.faults.begin();
    this.begun = simulation.steps;
  }

  /** Ports of somebody who is no service of the platform's. */
  #portsOf(name: string): ServicePorts {
    const process = new SimulatedProcess(this.simulation, name, false);
    const onPoint = (): void => undefined;
    return portsOf('control-plane', { shared: this.#shared, durable: this.durable, process, onPoint }, []);
  }

  async #started(): Promise<void> {
    do await this.simulation.quiet();
    while (this.places.some(({ deployed }) => !deployed) && this.simulation.step());
  }

  /** What is told in this run, and at which step of it. */
  agenda(): readonly { readonly step: number; readonly act: () => void }[] {
    const { profile, simulation } = this;
    const { seed, weather } = simulation;
    const random = randomOf(seed, 'agenda');
    const tickets = this.#shared.records
      .filter(({ recordType }) => recordType === 'ticket')
      .slice(0, 3)
      .map(({ id }) => id);
    const { begun } = this;
    const telling = happeningsOf(randomOf(seed, 'happenings'), tickets, profile).map((happening) => ({
      step: begun + random.below(TOLD_WITHIN),
      act: () => this.publishers.tell(happening),
    }));
    const acting = Array.from({ length: between(profile.deeds, random) }, () => ({
      step: begun + 40 + random.below(ACTED_WITHIN),
      act: () => this.people.act(),
    }));
    const befalling = weather.incidents.map(({ step, kind }) => ({
      step: begun + step,
      act: () => this.incidents.happen(kind),
    }));
    return [...telling, ...acting, ...befalling].toSorted((a, b) => a.step - b.step);
  }

  /** What the control planes know is what anybody reads from the store who begins now. */
  async rebuilt(): Promise<void> {
    const { simulation } = this;
    const process = new SimulatedProcess(simulation, 'rebuilder', false);
    const onPoint = (): void => undefined;
    const options = { shared: this.#shared, durable: this.durable, process, onPoint };
    const { core } = deploy('control-plane', options);
    if (!core) return;
    void core.projection.start();
    // Somebody may still wait for an answer that is late, or for the store to be there again.
    for (let round = 0; round < REBUILD_ROUNDS; round += 1) {
      for (let step = 0; step < 10; step += 1) {
        await simulation.quiet();
        simulation.step();
      }
      if (this.#differences(core).length === 0) return;
    }
    for (const difference of this.#differences(core)) simulation.violated('folds-can-be-rebuilt', difference);
  }

  #differences({ projection }: ControlCore): readonly string[] {
    const rebuilt = statementOf(projection);
    return this.places.flatMap(({ deployed }) =>
      deployed?.core ? (differenceOf(statementOf(deployed.core.projection), rebuilt) ?? []) : [],
    );
  }

  /** What keeps the world from being finished. */
  unfinished = (): readonly string[] => {
    const lagging = [...this.durable.log.groups].flatMap((group) =>
      group.lagging().map(({ topic, partition }) => `${group.name} is behind on ${topic}/${partition}`),
    );
    const { untold } = this.publishers;
    return [
      ...this.places.flatMap(({ deployed, service }) => (deployed ? [] : [`${service} does not run`])),
      ...(untold > 0 ? [`${untold} happenings are not taken`] : []),
      ...(this.people.busy > 0 ? ['people wait for an answer'] : []),
      ...lagging,
      ...this.oracle.unfinished(),
    ];
  };

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
