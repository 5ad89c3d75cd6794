import type { Random } from '@dws/simulator';
import { setTimeout as delay } from 'node:timers/promises';
import { SESSION_MS, type Installation } from './installation.ts';
import { tellFault, withdrawFaults } from './sandbox-side.ts';

/** What befalls whom. */
export interface FaultKind {
  readonly name: string;
  /** How often it happens, beside the others. */
  readonly weight: number;
  /** Whom it may befall; nobody where this machine does not allow it. */
  readonly victims: (on: Installation) => readonly string[];
  /** Victims of one group are met one at a time: two brokers of three are more than the cluster promises to bear. */
  readonly group?: string;
  /** Begins it, waits, and ends it. What has to recover from it recovers afterwards. */
  readonly strike: (on: Installation, victim: string, random: Random) => Promise<void>;
}

const START_TRIES = 3;
const GROUND: ReadonlySet<string> = new Set(['event-store-1', 'sandbox-1']);
const between = (random: Random, least: number, most: number): Promise<void> =>
  delay(least + random.next() * (most - least));
const services = ({ processes }: Installation): readonly string[] =>
  processes.all.map(({ name }) => name).filter((name) => !GROUND.has(name));
const brokers = ({ kafka }: Installation): readonly string[] => kafka.nodes.map(({ id }) => `broker-${id}`);
const broker = ({ kafka }: Installation, victim: string) => {
  const node = kafka.nodes.find(({ id }) => `broker-${id}` === victim);
  if (!node) throw new Error(`expected a broker, found ${victim}`);
  return node;
};
/** Somebody starts it until it serves: on a machine this busy the first try may not be waited for. */
async function startAgain(on: Installation, victim: string): Promise<void> {
  for (let left = START_TRIES; ; left -= 1) {
    try {
      await broker(on, victim).start();
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}
const disksOf = ({ disks }: Installation, wanted: (name: string) => boolean): readonly string[] =>
  [...disks.disks.keys()].filter(wanted);

async function whileFull(on: Installation, name: string, random: Random): Promise<void> {
  const disk = on.disks.disks.get(name);
  await disk?.fill();
  try {
    await between(random, 2_000, 6_000);
  } finally {
    await disk?.free();
  }
}

async function whileStopped(on: Installation, victim: string, wait: Promise<void>): Promise<void> {
  const victimProcess = on.processes.process(victim);
  victimProcess.signal('SIGSTOP');
  try {
    await wait;
  } finally {
    victimProcess.signal('SIGCONT');
  }
}

export const FAULT_KINDS: readonly FaultKind[] = [
  {
    name: 'service killed',
    weight: 28,
    victims: services,
    strike: async ({ processes }, victim) => processes.process(victim).signal('SIGKILL'),
  },
  {
    name: 'service stopped beyond its session',
    weight: 22,
    victims: services,
    strike: (on, victim, random) =>
      whileStopped(on, victim, between(random, SESSION_MS * 1.3, SESSION_MS * 3)),
  },
  {
    name: 'service cut off the network',
    weight: 20,
    victims: ({ networks }) => networks.names,
    strike: async ({ networks }, victim, random) => {
      await networks.cut(victim);
      try {
        await between(random, 2_000, SESSION_MS * 3);
      } finally {
        await networks.mend(victim);
      }
    },
  },
  {
    name: 'broker lost',
    weight: 6,
    group: 'broker',
    victims: brokers,
    strike: async (on, victim, random) => {
      await broker(on, victim).kill();
      await between(random, 1_000, 6_000);
      await startAgain(on, victim);
    },
  },
  {
    name: 'broker stands still',
    weight: 4,
    group: 'broker',
    victims: brokers,
    strike: async (on, victim, random) => {
      broker(on, victim).stop();
      try {
        await between(random, 2_000, 8_000);
      } finally {
        broker(on, victim).cont();
      }
    },
  },
  {
    name: 'event store killed',
    weight: 6,
    victims: () => ['event-store-1'],
    strike: async ({ processes }) => processes.process('event-store-1').signal('SIGKILL'),
  },
  {
    name: 'event store stands still',
    weight: 3,
    victims: () => ['event-store-1'],
    strike: (on, victim, random) => whileStopped(on, victim, between(random, 1_000, 5_000)),
  },
  {
    name: 'business systems down',
    weight: 5,
    victims: () => ['sandbox-1'],
    strike: async ({ processes }, victim, random) => {
      const sandbox = processes.process(victim);
      await sandbox.kill();
      await between(random, 500, 5_000);
      await sandbox.start();
    },
  },
  {
    name: 'answers of a system lost',
    weight: 4,
    victims: () => ['sandbox-1'],
    strike: async ({ processes }, _, random) => {
      const system = random.pick(['crm', 'helpdesk', 'email', 'chat']);
      await tellFault(processes, { system, kind: 'answer-lost-after-commit', times: 3 });
      await between(random, 1_000, 3_000);
      await withdrawFaults(processes);
    },
  },
  {
    name: 'disk full: event store',
    weight: 3,
    victims: (on) => disksOf(on, (name) => name === 'event-store-1'),
    strike: (on, victim, random) => whileFull(on, victim, random),
  },
  {
    name: 'disk full: business systems',
    weight: 2,
    victims: (on) => disksOf(on, (name) => name === 'sandbox-1'),
    strike: (on, victim, random) => whileFull(on, victim, random),
  },
  {
    name: 'disk full: seals',
    weight: 2,
    victims: (on) => disksOf(on, (name) => name === 'audit-recorder'),
    strike: (on, victim, random) => whileFull(on, victim, random),
  },
  {
    name: 'disk full: a broker',
    weight: 2,
    group: 'broker',
    victims: (on) => disksOf(on, (name) => name.startsWith('broker-')),
    strike: async (on, victim, random) => {
      await whileFull(on, victim, random);
      // A broker that could not write gives up; somebody who made room starts it again.
      await broker(on, victim).kill();
      await startAgain(on, victim);
    },
  },
];
