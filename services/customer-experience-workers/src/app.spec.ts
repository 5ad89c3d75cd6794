import { workerWorld } from '@dws/application/testing';
import { InProcessSystems, openCompany, signalSource } from '@dws/sandbox-company';
import { createMemoryEventStore, createMemorySchemaCodec, eventually, MemoryMessageLog } from '@dws/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { customerExperience, customerExperienceWorkers } from './app.ts';

const clock = { now: () => Date.UTC(2026, 2, 2, 9, 30) };
const WAIT_MS = 5_000;

async function start(only: readonly string[] = []) {
  const company = openCompany({ seed: 7, clock });
  const world = await workerWorld({
    store: createMemoryEventStore({ clock }),
    messages: new MemoryMessageLog(clock),
    codec: createMemorySchemaCodec(),
    clock,
    service: 'customer-experience-workers',
    workers: customerExperience().map(({ definition }) => definition.manifest),
  });
  const service = customerExperienceWorkers(world.ports, {
    reader: new InProcessSystems(company, { clock }),
    only,
  });
  await service.start();
  onTestFinished(async () => {
    await service.stop();
    await world.close();
  });
  const source = signalSource(company, clock);
  const happen = async (type: Parameters<typeof source.emit>[0], choice = {}) => {
    const signal = source.emit(type, choice);
    if (!signal) throw new Error(`nothing to tell of a ${type}`);
    await world.signal(signal.type, signal.id, signal.subject, signal.data);
    return signal;
  };
  return { company, world, happen };
}

describe('a ticket that comes in', () => {
  it('is proposed for the queue of its category, with the facts it rests on', async () => {
    const { world, happen } = await start();
    const signal = await happen('ticket.created', {
      accountId: 'acc-0001',
      text: 'Please refund the second payment for this invoice.',
    });
    await eventually('a proposal', WAIT_MS, () => world.proposals.length > 0);
    expect(world.proposals).toMatchObject([
      {
        worker: 'ticket-classification',
        actionKind: 'helpdesk.route-ticket',
        subject: signal.subject,
        customer: 'acc-0001',
        customerTier: 'enterprise',
        arguments: {
          ticketId: signal.subject,
          queue: 'support-billing',
          category: 'billing',
          urgency: 'high',
        },
        basis: [
          { system: 'helpdesk', recordType: 'ticket', id: signal.subject },
          { system: 'crm', recordType: 'account', id: 'acc-0001' },
        ],
      },
    ]);
  });

  it('gives one case however often it is delivered', async () => {
    const { world, happen } = await start();
    const { id, subject, data } = await happen('ticket.created', { text: 'xqzv wlkp' });
    await eventually('both proposals', WAIT_MS, () => world.proposals.length === 2);
    await world.signal('ticket.created', id, subject, data);
    await happen('ticket.created', { text: 'xqzv wlkp' });
    await eventually('those of the next ticket', WAIT_MS, () =>
      world.proposals.some((p) => p.subject !== subject),
    );
    const of = (ticket: string) => world.proposals.filter((p) => p.subject === ticket);
    expect(new Set(of(subject).map(({ proposalId }) => proposalId)).size).toBe(2);
  });
});

describe('a customer who may leave', () => {
  it('of high value goes to Revenue, and its customer success manager is told', async () => {
    const { world, happen, company } = await start(['churn-signal']);
    await happen('usage.dropped', { accountId: 'acc-0001', percent: 45 });
    await eventually('its proposals', WAIT_MS, () => world.proposals.length === 4);
    const csm = company.table('crm', 'account').get('acc-0001')?.fields['csm'];
    expect(world.proposals.map(({ actionKind }) => actionKind)).toEqual([
      'escalate',
      'escalate',
      'chat.notify',
      'crm.add-note',
    ]);
    expect(world.proposals[0]?.arguments).toMatchObject({
      path: 'usage-drop-high-value',
      context: { accountId: 'acc-0001', dropPercent: 45, tier: 'enterprise', csm },
    });
    // The seeded company has an overdue invoice of this account.
    expect(world.proposals[1]?.arguments).toMatchObject({ path: 'unpaid-invoice-churn-risk' });
  });

  it('is told of once, and what was not yet done falls away when usage recovers', async () => {
    const { world, happen } = await start(['churn-signal']);
    await happen('usage.dropped', { accountId: 'acc-0003', percent: 45 });
    await eventually('the first alert', WAIT_MS, () => world.proposals.length === 5);
    await happen('usage.dropped', { accountId: 'acc-0003', percent: 44 });
    await happen('usage.recovered', { accountId: 'acc-0003', percent: 100 });
    await eventually('the recovery', WAIT_MS, () => world.proposals.length > 5);
    expect(world.proposals.slice(5).map(({ actionKind }) => actionKind)).toEqual(['crm.update-health-score']);
    const { cases } = world.ports;
    const [first, last] = await cases.reload([world.proposals[0]!.caseId, world.proposals.at(-1)!.caseId]);
    expect(first?.state).toMatchObject({ phase: 'closed' });
    expect(last?.state).toMatchObject({ phase: 'open' });
  });
});

it('refuses a worker it does not have, and names those it has', async () => {
  await expect(start(['ticket-resolution'])).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining('expected workers out of ticket-classification'),
  });
});
