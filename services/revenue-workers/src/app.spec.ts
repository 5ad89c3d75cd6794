import { workerWorld } from '@dws/application/testing';
import { InProcessSystems, openCompany } from '@dws/sandbox-company';
import { createMemoryEventStore, createMemorySchemaCodec, eventually, MemoryMessageLog } from '@dws/testing';
import { expect, it, onTestFinished } from 'vitest';
import { revenue, revenueWorkers } from './app.ts';

const NOW = '2026-03-02T09:30:00.000Z';
const clock = { now: () => Date.parse(NOW) };

const escalation = (health: string, healthScore: number) => ({
  escalationId: `esc-${health}`,
  path: 'usage-drop-high-value',
  fromDomain: 'customer-experience',
  toDomain: 'revenue',
  fromWorker: 'churn-signal',
  fromCase: '6a9c1c0e-8a3b-5d0f-9a53-0d6f5d1f0001',
  digest: 'd',
  trigger: 'usage fell',
  subject: 'acc-0001',
  owner: 'account-owner',
  context: {
    accountId: 'acc-0001',
    health,
    healthScore,
    dropPercent: 45,
    currentDailyAverage: 55,
    baselineDailyAverage: 100,
  },
  permittedActions: ['crm.update-health-score', 'message.send', 'task.create'],
  reviewRule: 'stage',
  completion: 'done',
  dueAt: NOW,
  failureOwner: 'head-of-revenue',
  raisedAt: NOW,
  hops: 1,
});

it('takes a hand-over up as a case linked to its origin, and lets it fall away when usage recovers', async () => {
  const company = openCompany({ seed: 7, clock });
  const world = await workerWorld({
    store: createMemoryEventStore({ clock }),
    messages: new MemoryMessageLog(clock),
    codec: createMemorySchemaCodec(),
    clock,
    service: 'revenue-workers',
    workers: revenue().map(({ definition }) => definition.manifest),
  });
  const service = revenueWorkers(world.ports, { reader: new InProcessSystems(company, { clock }) });
  await service.start();
  onTestFinished(async () => {
    await service.stop();
    await world.close();
  });

  await world.signal('escalation-raised', 'e1', 'acc-0001', escalation('watch', 65));
  await eventually('the proposals', 5_000, () => world.proposals.length === 3);
  expect(world.proposals.map(({ actionKind, external }) => [actionKind, external])).toEqual([
    ['crm.update-health-score', false],
    ['message.send', true],
    ['task.create', false],
  ]);
  const { caseId } = world.proposals[0]!;
  const [open] = await world.ports.cases.reload([caseId]);
  expect(open?.state).toMatchObject({
    phase: 'open',
    signal: { parentCase: '6a9c1c0e-8a3b-5d0f-9a53-0d6f5d1f0001', parentWorker: 'churn-signal' },
  });

  await world.signal('escalation-raised', 'e2', 'acc-0001', escalation('recovered', 100));
  await eventually('the score', 5_000, () => world.proposals.length === 4);
  const [before] = await world.ports.cases.reload([caseId]);
  expect(before?.state).toMatchObject({ phase: 'closed', closing: { outcome: 'superseded' } });
});
