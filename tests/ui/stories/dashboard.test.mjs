import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from '../support/browser.mjs';
import { eventually, seen } from '../support/expect.mjs';
import { row, workAt } from '../support/operator.mjs';
import { pretendBusy } from '../support/statistics.mjs';

after(closeBrowser);

test('the dashboard tells how the server is doing', async (t) => {
  const page = await workAt(t, '/dashboard');

  await seen(page.getByText(/^Counted on .* UTC$/));
  await seen(row(page, 'admin.count-activity').getByText('Succeeded'));
  assert.equal(await page.getByRole('img', { name: /last value/ }).count(), 3);
});

test('what was counted is drawn, and what went wrong comes first', async (t) => {
  const page = await workAt(t, '/tiers');
  await pretendBusy(page);
  await page.getByRole('link', { name: 'Dashboard' }).click();

  await seen(page.getByText('128,456', { exact: true }));
  await seen(page.getByText('18% of all identities'));
  await seen(page.getByText('87 more identities almost'));
  await seen(page.getByText('3 given up'));
  await eventually(() => page.locator('.recharts-bar-rectangle path').count(), 30);
  await seen(page.getByRole('img', { name: /^Identities over time, .*; last value 128,456$/ }));
  const first = page.getByRole('table', { name: 'Jobs' }).getByRole('row').nth(1);
  assert.match(await first.textContent(), /tokens\.delete-expired.*Failed.*did not answer/);
});
