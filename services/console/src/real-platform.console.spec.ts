import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startChromium } from '../testing/chromium.ts';
import { startRealPlatform, type RealPlatform } from '../testing/real-platform.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
/** An enterprise account of the seeded company. */
const ACCOUNT = 'acc-0007';
const EDITED = 'Dear Giulia,\n\nfewer of you have signed in lately. May we help?';

let platform: RealPlatform;
let page: Page;
const errors: string[] = [];
/** What was started, to be ended also when something after it did not start. */
const started: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  execFileSync(`${folder}/../../scripts/console`, { stdio: 'pipe' });
  platform = await startRealPlatform();
  started.push({ close: platform.stop });
  const browser = await startChromium();
  started.push(browser);
  page = await browser.context.newPage();
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.addInitScript(() => {
    if (localStorage.getItem('dws.person') === null) localStorage.setItem('dws.person', 'erin');
  });
});
afterAll(async () => {
  for (const one of started.toReversed()) await one.close();
});

const open = async (hash: string): Promise<unknown> => page.goto(`${platform.url}/${hash}`);
const sees = async (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

async function become(person: string): Promise<void> {
  await page.evaluate((name) => localStorage.setItem('dws.person', name), person);
  await page.reload();
}

it('carries a usage drop from the queue to the trail, on the real platform', async () => {
  const signal = await platform.usageDrops(ACCOUNT, 45);

  await open('#/');
  await page.getByRole('link', { name: '1 open review', exact: true }).click();
  await page
    .getByRole('link', { name: /^Send "How is it going at Bright Harbor Health\?" to Giulia/ })
    .click();

  // The packet: why, on which facts, exactly what; nothing of it as the machine keeps it.
  await sees('leaves the company');
  await sees(/churn-signal handed over Bright Harbor Health: usage fell by 45 %/);
  await sees('170,957.00 EUR');
  expect(await page.locator('main').innerText()).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
  await page.keyboard.press('e');
  await page.getByLabel('Body').fill(EDITED);
  await page.getByLabel('Reason').selectOption('wrong-tone');
  await page.keyboard.press('Control+Enter');
  await sees('You edited it');

  // The case follows by itself until it is closed, and names where it came from.
  await page.getByRole('link', { name: /see what becomes of the case/i }).click();
  await sees('Closed, completed. 3 executed, 1 edited.');
  await sees(/Erin wrote it and counts as its approver/);
  await page.getByText('Proposed again as erin edited it').click();
  await page.locator('ins:visible', { hasText: 'fewer of you have signed in lately' }).first().waitFor();
  const cameFrom = page.getByRole('table').filter({ hasText: 'churn-signal' }).getByRole('link');
  await cameFrom.click();
  await page.getByRole('heading', { name: `Usage dropped on ${ACCOUNT}` }).waitFor();
  await page.getByRole('heading', { name: 'Led to' }).waitFor();

  await become('olga');
  await open('#/workers/churn-signal');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByLabel('Reason').fill('quarter end');
  await page.keyboard.press('Enter');
  await sees('Held by a pause order');
  await sees(/In force everywhere after/);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await page.getByLabel('Reason').fill('quarter is over');
  await page.keyboard.press('Enter');
  await sees(/What it had held was free after/);
  expect(await page.getByText('fenced').count(), 'a resume fences nobody').toBe(0);

  await open('#/trace');
  await page.getByRole('textbox', { name: /Where a signal stands/ }).fill(`${signal.source} ${signal.id}`);
  await page.keyboard.press('Enter');
  await sees(/no trigger of ticket-classification is a usage\.dropped/);
  await sees('completed');

  await become('sam');
  await open(`#/audit?worker=revenue-execution&subject=${ACCOUNT}`);
  await sees(/Proposed again as erin edited it/);
  await page.getByRole('button', { name: 'Verify the trail of revenue-execution' }).click();
  await sees('The trail is whole.');
  expect(errors).toEqual([]);
});
