import { randomOf, type CallFault, type Climate, type Incident, type Trouble } from '@dws/simulator';
import type { AmbushKind } from './ambushes.ts';
import type { ServiceName } from './deployment.ts';

/** Chances by which something is drawn; they need not add up to anything. */
export type Weights<Name extends string> = Readonly<Partial<Record<Name, number>>>;

export type HappeningKind = 'ticket' | 'drop' | 'recovery' | 'renewal' | 'meeting';
export type Deed = 'forge' | 'decide' | 'order' | 'resume' | 'edit-record';

/** A kind of world: where it is attacked. */
export interface Profile {
  readonly name: string;
  readonly weight: number;
  readonly climate: Climate;
  /** Services that incidents befall; any where empty. */
  readonly struck: readonly ServiceName[];
  /** Chance of a second replica; a third where left out. */
  readonly replicas: Weights<ServiceName>;
  /** How many things happen at the company: at least, and fewer than so many more. */
  readonly happenings: readonly [least: number, more: number];
  readonly kinds: Weights<HappeningKind>;
  /** How often people do something: at least, and fewer than so many more. */
  readonly deeds: readonly [least: number, more: number];
  readonly doing: Weights<Deed>;
  readonly ambushes: Weights<AmbushKind>;
}

const ANY: readonly Incident[] = ['crash', 'stop', 'partition', 'rebalance', 'clock-jump'];
const LOSSES: Trouble['rates'] = {
  'lost-answer': 0.15,
  'unknown-before': 0.08,
  'fail-before': 0.06,
  'late-write': 0.1,
  'crash-after': 0.03,
};

function trouble(
  service: ServiceName | '',
  port: string,
  rates: Partial<Record<CallFault, number>> = LOSSES,
): Trouble {
  return { service, port, rates };
}

const ANYTHING: Profile = {
  name: 'anything',
  weight: 4,
  climate: {
    unsettled: 0.5,
    storm: [320, 240],
    incidents: { count: [2, 4], kinds: ANY },
    troubles: ['crm', 'email', 'chat', 'helpdesk', 'store', 'log'].map((port) => [trouble('', port)]),
    troubled: 0.4,
  },
  struck: [],
  replicas: {},
  happenings: [2, 3],
  kinds: { ticket: 4, drop: 4, recovery: 1, renewal: 1, meeting: 1 },
  deeds: [5, 8],
  doing: { forge: 0.5, decide: 5, order: 1.5, resume: 1.2, 'edit-record': 1.4 },
  ambushes: {},
};

/** Worlds of which each is attacked in one place: what everything together would hide, one thing alone brings out. */
export const PROFILES: readonly Profile[] = [
  ANYTHING,
  {
    ...ANYTHING,
    name: 'effects',
    weight: 3,
    climate: {
      unsettled: 0.2,
      storm: [320, 240],
      incidents: { count: [2, 2], kinds: ['crash', 'stop', 'rebalance'] },
      troubles: ['email', 'email', 'chat', 'crm', 'helpdesk'].map((port) => [trouble('executor', port)]),
      troubled: 1,
    },
    struck: ['executor'],
    happenings: [2, 2],
    kinds: { renewal: 3, meeting: 2, drop: 2, ticket: 1 },
    deeds: [1, 3],
    doing: { decide: 3, 'edit-record': 1 },
    ambushes: { 'decide-at-once': 0.9, 'record-changes': 0.25 },
  },
  {
    ...ANYTHING,
    name: 'orders',
    weight: 3,
    climate: {
      unsettled: 0.2,
      storm: [320, 240],
      incidents: { count: [2, 2], kinds: ['stop', 'partition', 'crash'] },
      troubles: [],
      troubled: 0,
    },
    struck: ['executor', 'escalation-router'],
    replicas: { executor: 0.5, 'control-plane': 0.5 },
    happenings: [2, 2],
    deeds: [2, 4],
    doing: { decide: 2, order: 1, resume: 3 },
    ambushes: { 'order-while-claiming': 0.7, 'order-before-claiming': 0.15, 'decide-at-once': 0.2 },
  },
  {
    ...ANYTHING,
    name: 'reviews',
    weight: 2,
    climate: {
      unsettled: 0.2,
      storm: [320, 240],
      incidents: { count: [2, 2], kinds: ANY },
      troubles: [],
      troubled: 0,
    },
    struck: ['control-plane', 'governor'],
    happenings: [2, 2],
    kinds: { renewal: 4, meeting: 2, drop: 2 },
    deeds: [3, 4],
    doing: { decide: 5, forge: 3, 'edit-record': 2 },
    ambushes: { 'forge-word': 0.4, 'forge-gate': 0.5, 'decide-at-once': 0.5, 'record-changes': 0.15 },
  },
  {
    ...ANYTHING,
    name: 'recorders',
    weight: 1,
    climate: {
      unsettled: 0.2,
      storm: [320, 240],
      incidents: { count: [2, 2], kinds: ['stop', 'crash', 'partition'] },
      troubles: [
        [
          trouble('audit-recorder', 'store', {
            'unknown-before': 0.05,
            'lost-answer': 0.1,
            'delay-before': 0.1,
          }),
        ],
        [trouble('audit-recorder', 'seals', { 'lost-answer': 0.2, 'fail-before': 0.2 })],
      ],
      troubled: 0.7,
    },
    struck: ['audit-recorder'],
    replicas: { 'audit-recorder': 1 },
    ambushes: { 'overtake-recorder': 0.25 },
  },
  {
    ...ANYTHING,
    name: 'relays',
    weight: 1,
    climate: {
      unsettled: 0.2,
      storm: [320, 240],
      incidents: { count: [2, 2], kinds: ['crash'] },
      troubles: [[trouble('control-plane', 'log', { 'fail-before': 0.3 })]],
      troubled: 1,
    },
    struck: ['governor', 'executor'],
    replicas: { 'control-plane': 0 },
    kinds: { renewal: 3, meeting: 2, drop: 2 },
    deeds: [3, 3],
    doing: { decide: 5, order: 1, resume: 1 },
    ambushes: { 'decide-at-once': 0.8 },
  },
  {
    ...ANYTHING,
    name: 'hand-overs',
    weight: 1,
    climate: {
      unsettled: 0.2,
      storm: [320, 240],
      incidents: { count: [2, 2], kinds: ['crash', 'stop', 'rebalance'] },
      troubles: [
        [
          trouble('escalation-router', 'log', { 'fail-before': 0.45 }),
          trouble('executor', 'crm', { 'fail-before': 0.5 }),
        ],
        [trouble('escalation-router', 'store', { 'unknown-before': 0.1, 'crash-after': 0.03 })],
      ],
      troubled: 1,
    },
    struck: ['escalation-router', 'revenue-workers'],
    happenings: [2, 2],
    kinds: { drop: 1 },
    deeds: [1, 3],
    ambushes: { 'decide-at-once': 0.6 },
  },
  {
    ...ANYTHING,
    name: 'limits',
    weight: 1,
    climate: {
      unsettled: 0.2,
      storm: [320, 240],
      incidents: { count: [2, 2], kinds: ['rebalance', 'stop', 'crash'] },
      troubles: [
        [trouble('governor', 'store', { 'unknown-before': 0.06, 'lost-answer': 0.08, 'delay-before': 0.1 })],
      ],
      troubled: 0.7,
    },
    struck: ['governor'],
    replicas: { governor: 1 },
    happenings: [4, 3],
    kinds: { drop: 3, ticket: 3, renewal: 1 },
    deeds: [1, 3],
    ambushes: { 'decide-at-once': 0.5 },
  },
];

/** What kind of world a seed is. */
export function profileOf(seed: number): Profile {
  const random = randomOf(seed, 'profile');
  const total = PROFILES.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.next() * total;
  return PROFILES.find(({ weight }) => (left -= weight) < 0) ?? ANYTHING;
}
