import { createChainVerifier, emptyHead, parseCopyMetadata, parseSeal } from '@dws/audit';
import type { ControlOrdered } from '@dws/contracts';
import type { RecordedEvent } from '@dws/ports';
import { dataOf, metadataOf, type Report } from './knowledge.ts';

interface Trail {
  /** Ids of the events that belong in it, in order. */
  readonly due: string[];
  readonly chain: ReturnType<typeof createChainVerifier>;
  /** The head's hash after each copy. */
  readonly hashes: string[];
}

const TRAIL = 'worker-';

/** Every event that concerns a worker stands in its trail, once, in order, chained. */
export class TrailOracle {
  readonly #report: Report;
  readonly #domains: ReadonlyMap<string, string>;
  readonly #trails = new Map<string, Trail>();
  readonly #orders = new Map<string, readonly string[]>();
  readonly #registered = new Set<string>();

  /** @param domains domain of each worker that there is */
  constructor(report: Report, domains: ReadonlyMap<string, string>) {
    this.#report = report;
    this.#domains = domains;
  }

  appended(event: RecordedEvent): void {
    if (event.stream.startsWith(TRAIL)) this.#copied(event);
    else for (const worker of this.#concerned(event)) this.#trail(TRAIL + worker).due.push(event.id);
  }

  /** What is still missing, trail by trail; empty when recording has caught up. */
  behind(): readonly string[] {
    return [...this.#trails].flatMap(([stream, { due, chain }]) => {
      const missing = due.length - (chain.head.seq + 1);
      return missing > 0 ? [`${stream} lacks ${missing} events`] : [];
    });
  }

  get streams(): readonly string[] {
    return [...this.#trails.keys()];
  }

  /** A seal is told to others, and kept elsewhere: what it tells of must stand. */
  sealed(stream: string, text: string): void {
    const seal = parseSeal(text);
    if (seal?.stream !== stream || this.#trails.get(stream)?.hashes[seal.seq] !== seal.hash)
      this.#report(
        'seals-tell-of-what-stands',
        `${stream}/${seal?.seq ?? '?'} is sealed and does not stand so`,
      );
  }

  #copied(event: RecordedEvent): void {
    const trail = this.#trail(event.stream);
    const before = trail.chain.head;
    const place = before.seq + 1;
    trail.chain.check(event);
    trail.hashes.push(trail.chain.head.hash);
    const { finding } = trail.chain;
    if (finding)
      this.#report(
        'trails-are-chained',
        `${event.stream}/${event.revision}: ${finding.problem}, ${finding.detail}`,
      );
    const link = parseCopyMetadata(event.metadata);
    if (link?.prevHash !== before.hash)
      this.#report(
        'trails-are-chained',
        `${event.stream}/${event.revision} does not follow what stands before it`,
      );
    if (link?.source.id !== trail.due[place])
      this.#report(
        'trails-hold-each-event-once',
        `${event.stream}/${event.revision} is ${link?.source.stream}/${link?.source.revision}, another event is due`,
      );
  }

  #trail(stream: string): Trail {
    const known = this.#trails.get(stream);
    if (known) return known;
    const fresh: Trail = { due: [], chain: createChainVerifier(emptyHead(stream)), hashes: [] };
    this.#trails.set(stream, fresh);
    return fresh;
  }

  #concerned(event: RecordedEvent): readonly string[] {
    const { stream, type } = event;
    const [kind = ''] = stream.split('-');
    if (kind === 'registry') {
      const worker = stream.slice('registry-'.length);
      this.#registered.add(worker);
      return [worker];
    }
    if (type === 'control-ordered') {
      const order = dataOf<ControlOrdered>(event);
      const workers = this.#workersOf(order);
      this.#orders.set(order.order, workers);
      return workers;
    }
    if (stream.startsWith('control-')) return this.#orders.get(stream.slice('control-'.length)) ?? [];
    if (kind !== 'case' && kind !== 'escalation') return [];
    const { worker } = metadataOf(event);
    return worker === undefined ? [] : [worker];
  }

  #workersOf({ grain, target }: ControlOrdered): readonly string[] {
    if (grain === 'worker') return [target];
    const every = [...this.#registered];
    return grain === 'domain' ? every.filter((worker) => this.#domains.get(worker) === target) : every;
  }
}
