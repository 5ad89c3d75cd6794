import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startChromium, type Browser } from '../testing/chromium.ts';
import { startFakeControlPlane, type FakeControlPlane } from '../testing/fake-control-plane.ts';
import { REVENUE_CASE } from '../testing/fixtures/cases.ts';
import { CHECK_IN, DIGEST, HOSTILE, LETTER, ROUTING } from '../testing/fixtures/check-in.ts';
import { DOUBT } from '../testing/fixtures/doubt.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const PERSON = 'maria.keller';

let browser: Browser;
let fake: FakeControlPlane;
let page: Page;
let errors: string[];

beforeAll(async () => {
  execFileSync(`${folder}/../../scripts/console`, { stdio: 'pipe' });
  browser = await startChromium();
});
afterAll(async () => browser.close());

beforeEach(async () => {
  fake = await startFakeControlPlane(`${folder}/dist`);
  page = await browser.context.newPage();
  errors = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  // A violation of the content security policy is told here, and a refused request is not.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  await page.addInitScript((person) => localStorage.setItem('dws.person', person), PERSON);
});
afterEach(async () => {
  await page.close();
  await fake.close();
  expect(errors).toEqual([]);
});

async function open(hash: string): Promise<void> {
  await page.goto(`${fake.url}/${hash}`);
}
const sees = async (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

describe('reviewing', () => {
  it('opens the packet that is due first and approves exactly its digest by the keyboard', async () => {
    await open('#/reviews');
    await sees('Send a check-in to Jana Brandt');
    await sees('route ticket');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'Send a check-in to Jana Brandt at Nordwind GmbH.' }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('button', { name: 'Approve exactly this' }).waitFor();
    expect(fake.decisions, 'one key alone decides nothing').toEqual([]);
    await page.keyboard.press('Enter');
    await sees('You approved it.');
    expect(fake.decisions).toEqual([
      {
        person: PERSON,
        reviewId: CHECK_IN,
        verdict: 'approve',
        judgement: { digest: DIGEST, reasonCode: 'as-proposed', comment: '' },
      },
    ]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Route ticket T-20930 to card delivery.' }).waitFor();
  });

  it('sends an edit with every argument as the form states it', async () => {
    await open(`#/reviews/${CHECK_IN}`);
    await sees('leaves the company');
    await page.keyboard.press('e');
    await page.getByLabel('Body').fill('Dear Jana,\n\nshall we talk?');
    await page.getByLabel('Reason').selectOption('wrong-tone');
    await page.getByLabel('4').check();
    const change = page.getByRole('region', { name: 'What you change' });
    await change.locator('ins', { hasText: 'shall' }).waitFor();
    await page.getByRole('textbox', { name: /^Comment/ }).fill('shorter');
    await page.keyboard.press('Control+Enter');
    await sees('You edited it');
    await page.getByRole('heading', { name: `Edited by ${PERSON}` }).waitFor();
    await sees('Unchanged: to, subject and account id.');
    expect(fake.decisions.map(({ verdict, judgement }) => ({ verdict, ...judgement }))).toEqual([
      {
        verdict: 'edit',
        digest: DIGEST,
        reasonCode: 'wrong-tone',
        comment: 'shorter',
        rating: 4,
        editedArguments: { ...LETTER, body: 'Dear Jana,\n\nshall we talk?' },
      },
    ]);
  });

  it('does not send arguments that cannot be read, and names the one', async () => {
    await open(`#/reviews/${ROUTING}`);
    await sees('confidence');
    await page.keyboard.press('e');
    await page.getByLabel('Confidence').fill('high');
    await page.keyboard.press('Control+Enter');
    await sees('Expected a number, such as 38 or 0.5.');
    expect(fake.decisions).toEqual([]);
  });

  it('rejects with a reason', async () => {
    await open(`#/reviews/${ROUTING}`);
    await sees('ticket.route');
    await page.keyboard.press('r');
    await page.getByLabel('Reason').selectOption('wrong-action');
    await page.getByRole('button', { name: 'Reject Enter' }).click();
    await sees('You rejected it; nothing was sent or changed.');
    expect(fake.decisions[0]).toMatchObject({ verdict: 'reject', judgement: { reasonCode: 'wrong-action' } });
  });

  it('tells the second of two people who decided, and shows the state', async () => {
    await open(`#/reviews/${CHECK_IN}`);
    await sees('leaves the company');
    await page.keyboard.press('a');
    fake.decide(CHECK_IN, {
      reviewer: 'tom.reuter',
      verdict: 'reject',
      decidedAt: '2026-03-01T09:45:00.000Z',
      reasonCode: 'wrong-time',
      comment: 'They moved office.',
    });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('review-not-open').waitFor();
    await sees('tom.reuter decided: reject');
    await sees(/They moved office/);
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(fake.decisions).toEqual([]);
  });

  it('is told by the stream of events when somebody else decides', async () => {
    await open(`#/reviews/${CHECK_IN}`);
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    fake.decide(CHECK_IN, {
      reviewer: 'tom.reuter',
      verdict: 'approve',
      decidedAt: '2026-03-01T09:45:00.000Z',
      reasonCode: 'as-proposed',
      comment: '',
    });
    fake.tell();
    await sees('tom.reuter decided: approve');
  });

  it('shows markup in signals and records as the text it is', async () => {
    await open(`#/reviews/${CHECK_IN}`);
    await sees(HOSTILE);
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.title()).toBe('Digital Worker Stack');
  });
});

describe('an action in doubt', () => {
  it('is shown with what is known of it, and settled as executed with what the system calls it', async () => {
    await open('');
    await page.getByRole('link', { name: '1 in doubt' }).click();
    await sees('Send a check-in to Jana Brandt');
    await sees('The connection broke after sending.');
    await sees('9536edd0-1c2d-5e3f-8a4b-5c6d7e8f9a0b');
    await page.getByText('What was sent').click();
    await sees(/jana.brandt@/);
    await page.getByRole('button', { name: 'It was executed' }).click();
    await page.keyboard.press('Enter');
    expect(fake.settled, 'nothing is settled without what was found').toEqual([]);
    await page.getByLabel('What email calls it').fill('MSG-20931');
    await page.keyboard.press('Enter');
    await sees('Nothing is in doubt.');
    expect(fake.settled).toEqual([
      {
        person: PERSON,
        caseId: DOUBT.caseId,
        digest: DIGEST,
        verdict: 'executed',
        evidence: 'MSG-20931',
        note: '',
      },
    ]);
  });

  it('is settled as not executed with how one knows', async () => {
    await open('#/doubts');
    await page.getByRole('button', { name: 'It was not executed' }).click();
    await page.getByLabel('How you know').fill('nothing in the outbox');
    await page.getByRole('button', { name: 'Settle as not executed' }).click();
    await sees('Nothing is in doubt.');
    expect(fake.settled).toMatchObject([{ verdict: 'failed', note: 'nothing in the outbox' }]);
  });
});

describe('the other pages', () => {
  it('show who paused a worker, on the overview', async () => {
    await open('');
    await sees(/by head-of-revenue .*: quarter end/);
    await page.getByRole('link', { name: '2 open reviews' }).waitFor();
  });

  it('tell a case in plain words, with the raw event on demand', async () => {
    await open(`#/cases/${REVENUE_CASE}`);
    await sees(
      'A person must decide: Send a check-in to Jana Brandt at Nordwind GmbH. The message leaves the company.',
    );
    await page.getByText('executor-1 claimed').click();
    await sees(/written by executor/);
    await page.getByRole('heading', { name: 'Came from' }).waitFor();
    await sees('head-of-customer-experience, since it is late');
  });

  it('take what a person says of a case later', async () => {
    await open(`#/cases/${REVENUE_CASE}`);
    await page.getByRole('button', { name: 'It was wrong' }).click();
    await page.getByRole('textbox', { name: /^Comment/ }).fill('the roll-out is paused');
    expect(fake.feedback).toEqual([]);
    await page.keyboard.press('Enter');
    await sees('Your word stands in the case.');
    expect(fake.feedback).toEqual([
      {
        person: PERSON,
        caseId: REVENUE_CASE,
        word: { kind: 'correction', comment: 'the roll-out is paused' },
      },
    ]);
  });

  it('kill a worker with a reason, and show who acknowledged and who was fenced', async () => {
    await open('#/workers/churn-signal');
    await page.getByRole('button', { name: 'Kill', exact: true }).click();
    await page.getByLabel('Reason').fill('wrong scores');
    await page.keyboard.press('Enter');
    await sees('did not answer and was fenced');
    await sees('31 ms');
    expect(fake.orders).toEqual([
      { kind: 'kill', grain: 'worker', target: 'churn-signal', reason: 'wrong scores' },
    ]);
  });

  it('name the first bad place of a broken trail', async () => {
    await open('#/audit?worker=churn-signal');
    await page.getByRole('button', { name: 'Verify the trail of churn-signal' }).click();
    await sees('The trail is broken.');
    await sees('place 2 does not give its hash');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export what was searched for' }).click();
    expect((await download).suggestedFilename()).toBe('churn-signal.jsonl');
  });

  it('trace a pasted place to what each worker made of it', async () => {
    await open('#/trace');
    await page
      .getByRole('textbox', { name: /Where a signal stands/ })
      .fill('signals.customer-experience.v1 [3] at offset 1841');
    await page.keyboard.press('Enter');
    await sees('ticket-classification wakes on ticket.created and ticket.reopened, not on usage.dropped');
  });

  it('show a problem with its code and what to do', async () => {
    await open('#/cases/nope');
    await page.getByRole('alert').getByText('case-unknown').waitFor();
    await sees(/Check the id/);
  });
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it('never scrolls sideways, on a telephone either', async () => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    for (const hash of [
      '#/',
      '#/reviews',
      `#/reviews/${CHECK_IN}`,
      `#/cases/${REVENUE_CASE}`,
      '#/workers/churn-signal',
      '#/doubts',
    ]) {
      await open(hash);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), hash).toBeLessThanOrEqual(360);
    }
  });
});
