import { createMemoryEventStore, MemoryMessageLog } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWholePlatform, type WholePlatform } from './testing/whole-platform.ts';

/** An enterprise account of the seeded company, without open invoices. */
const ACCOUNT = 'acc-0007';
const PATIENCE = { timeout: 8_000, interval: 25 };

let world: WholePlatform;

beforeEach(async () => {
  const clock = { now: () => Date.now() };
  world = await startWholePlatform(createMemoryEventStore({ clock }), new MemoryMessageLog(clock));
});
afterEach(() => world.stop());

interface CaseItem {
  readonly caseId: string;
  readonly worker: string;
  readonly phase: string;
}

const sent = () => world.company.ledger.rows({ system: 'email', operation: 'message.send' });
const written = (operation: string) =>
  world.company.ledger.rows({ worker: 'revenue-execution' }).filter((row) => row.operation === operation);

async function casesOf(worker: string): Promise<readonly CaseItem[]> {
  const { body } = await world.as('ada', `/cases?worker=${worker}&subject=${ACCOUNT}`);
  return body['cases'] as CaseItem[];
}

/** The task that follows up on a letter which nobody sends is cancelled, once; the score that was written stays. */
async function takenBack(): Promise<void> {
  await vi.waitFor(() => expect(written('task.cancel')).toHaveLength(1), PATIENCE);
  const [created, cancelled] = [written('task.create')[0], written('task.cancel')[0]];
  expect(cancelled).toMatchObject({
    arguments: { taskId: created?.recordIds[0] },
    caseId: created?.caseId,
    digest: created?.digest,
  });
  expect(cancelled?.reference).not.toBe(created?.reference);
  const task = world.company.table('crm', 'task').get(created?.recordIds[0] ?? '');
  expect(task?.fields['status']).toBe('cancelled');
  const found = (await casesOf('revenue-execution')).find(({ caseId }) => caseId === created?.caseId);
  await vi.waitFor(async () => {
    const { body } = await world.as('erin', `/cases/${found?.caseId ?? ''}`);
    expect(body['state']).toMatchObject({ phase: 'closed', closing: { outcome: 'partial' } });
  }, PATIENCE);
  expect(written('account.update-health-score').length).toBeGreaterThan(0);
  expect(world.company.ledger.duplicates()).toEqual([]);
}

/** Usage falls by 45 %; resolves with the open review of the check-in. */
async function askedForCheckIn(): Promise<string> {
  const signal = world.happenings.emit('usage.dropped', { accountId: ACCOUNT, percent: 45 });
  expect((await world.deliver(signal ? [signal] : [])).status).toBe(202);
  return vi.waitFor(() => openReview(), PATIENCE);
}

async function openReview(): Promise<string> {
  const { body } = await world.as('ada', '/reviews?limit=50');
  const reviews = body['reviews'] as { reviewId: string; actionKind: string; subject: string }[];
  const found = reviews.find(
    ({ actionKind, subject }) => actionKind === 'message.send' && subject === ACCOUNT,
  );
  if (!found) throw new Error(`no review of a message among ${JSON.stringify(reviews)}`);
  return found.reviewId;
}

interface Packet {
  readonly digest: string;
  readonly reviewers: readonly string[];
  readonly changedSince: readonly { readonly field: string }[];
  readonly action: { readonly arguments: Record<string, unknown> };
}

async function packetOf(reviewId: string): Promise<Packet> {
  return (await world.as('erin', `/reviews/${reviewId}`)).body as unknown as Packet;
}

const judge = (digest: string, over: object = {}) => ({ digest, reasonCode: 'fine', comment: '', ...over });

describe('a usage drop of 45 % on a high-value account', () => {
  it('goes from churn-signal over the escalation to revenue-execution: score, task, and a message that waits', async () => {
    await askedForCheckIn();
    await vi.waitFor(() => {
      expect(written('account.update-health-score')).toHaveLength(1);
      expect(written('task.create')).toHaveLength(1);
    }, PATIENCE);
    expect(sent()).toHaveLength(0);
    const [churn] = await casesOf('churn-signal');
    const [rescue] = await casesOf('revenue-execution');
    const linked = await world.as('ada', `/cases/${rescue?.caseId ?? ''}`);
    expect(JSON.stringify(linked.body)).toContain(churn?.caseId ?? 'no churn case');
    await vi.waitFor(async () => {
      const { body } = await world.as('ada', `/cases/${churn?.caseId ?? ''}`);
      expect(body['escalations']).toMatchObject([
        { step: 'accepted', receptions: [{ caseId: rescue?.caseId, worker: 'revenue-execution' }] },
      ]);
    }, PATIENCE);
  });

  it('sends exactly the edited text, once, with worker, case and digest on it', async () => {
    const review = await askedForCheckIn();
    const { digest, action } = await packetOf(review);
    const editedArguments = { ...action.arguments, body: 'Dear customer, may we help? Kind regards' };
    const edited = await world.as('erin', `/reviews/${review}/edit`, judge(digest, { editedArguments }));
    expect(edited.status).toBe(200);
    await vi.waitFor(() => expect(sent()).toHaveLength(1), PATIENCE);
    const [row] = sent();
    expect(row?.arguments).toEqual(editedArguments);
    expect(row).toMatchObject({
      worker: 'revenue-execution',
      caseId: (await casesOf('revenue-execution'))[0]?.caseId,
    });
    expect(row?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.digest).not.toBe(digest);
    expect(world.company.ledger.duplicates()).toEqual([]);
  });

  it('sends nothing when it is rejected, and takes back the task that follows up on it', async () => {
    const review = await askedForCheckIn();
    await vi.waitFor(() => expect(written('task.create')).toHaveLength(1), PATIENCE);
    const { digest } = await packetOf(review);
    expect(
      (await world.as('erin', `/reviews/${review}/reject`, judge(digest, { reasonCode: 'not-now' }))).status,
    ).toBe(200);
    await vi.waitFor(
      async () => expect((await casesOf('revenue-execution'))[0]?.phase).toBe('closed'),
      PATIENCE,
    );
    expect(sent()).toHaveLength(0);
    await takenBack();
    await vi.waitFor(async () => {
      const { body } = await world.as('ada', '/escalations?step=completed');
      expect(body['escalations']).toMatchObject([{ receptions: [{ outcome: 'partial' }], overdue: null }]);
    }, PATIENCE);
  });

  it('tells the second of two people that the first was faster', async () => {
    const review = await askedForCheckIn();
    const { digest } = await packetOf(review);
    const answers = await Promise.all([
      world.as('erin', `/reviews/${review}/reject`, judge(digest)),
      world.as('erin', `/reviews/${review}/approve`, judge(digest)),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('lets the unsent message fall away when usage recovers meanwhile', async () => {
    const review = await askedForCheckIn();
    await vi.waitFor(() => expect(written('task.create')).toHaveLength(1), PATIENCE);
    const signal = world.happenings.emit('usage.recovered', { accountId: ACCOUNT, percent: 100 });
    expect((await world.deliver(signal ? [signal] : [])).status).toBe(202);
    await vi.waitFor(async () => {
      const packet = await world.as('erin', `/reviews/${review}`);
      expect(packet.body['state']).toBe('superseded');
    }, PATIENCE);
    const { digest } = await packetOf(review);
    expect((await world.as('erin', `/reviews/${review}/approve`, judge(digest))).status).toBe(409);
    expect(sent()).toHaveLength(0);
    await takenBack();
  });

  it('goes back to the reviewer when the CRM record changed meanwhile', async () => {
    const review = await askedForCheckIn();
    const { digest } = await packetOf(review);
    world.company.edit('crm', 'account', ACCOUNT, { name: 'Renamed Holdings' });
    expect((await world.as('erin', `/reviews/${review}/approve`, judge(digest))).status).toBe(200);
    const second = await vi.waitFor(async () => {
      const open = await openReview();
      expect(open).not.toBe(review);
      return open;
    }, PATIENCE);
    const packet = await packetOf(second);
    expect(packet.changedSince.map(({ field }) => field)).toContain('name');
    expect(sent()).toHaveLength(0);
    expect((await world.as('erin', `/reviews/${second}/approve`, judge(packet.digest))).status).toBe(200);
    await vi.waitFor(() => expect(sent()).toHaveLength(1), PATIENCE);
    expect(written('account.update-health-score')).toHaveLength(1);
  });
});
