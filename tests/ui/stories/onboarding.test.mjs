// The pages to which the links and QR codes of references lead, as a phone shows them.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { closeBrowser, consumer, openPage } from '../support/browser.mjs';
import { seen } from '../support/expect.mjs';
import { barriers, takePicture, tooWide } from '../support/faults.mjs';

const phone = {
  baseURL: consumer,
  locale: 'de-DE',
  viewport: { width: 390, height: 844 },
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1',
};
const linkIntoApp = `${consumer.replace(/^http/, 'enmeshed')}/r/abc?app=enmeshed#secret`;
const linkOf = (locator) => locator.getAttribute('href');

/** Takes a picture; answers what is wrong with the page. */
async function look(page, name, colorScheme) {
  await takePicture(page, `${colorScheme}-phone`, name);
  return [...(await tooWide(page)), ...(await barriers(page))];
}

describe('a phone that follows the link of a reference', () => {
  after(closeBrowser);
  for (const colorScheme of ['light', 'dark']) {
    test(`is shown how to go on in the app that the link names, ${colorScheme}`, async (t) => {
      const page = await openPage(t, { ...phone, colorScheme });
      await page.goto('/r/abc?app=enmeshed#secret');

      await seen(page.getByRole('heading', { name: 'enmeshed', level: 1 }));
      assert.equal(await linkOf(page.locator('#open')), linkIntoApp);
      assert.equal(await page.getByText('App Store').count(), 1);
      assert.equal(await page.getByText('Google Play').count(), 0);
      assert.deepEqual(await look(page, 'onboarding', colorScheme), []);
    });

    test(`chooses an app where the link names none, and keeps the secret, ${colorScheme}`, async (t) => {
      const page = await openPage(t, { ...phone, colorScheme });
      await page.goto('/r/abc#secret');

      const choice = page.getByRole('link', { name: 'enmeshed' });
      await seen(choice);
      assert.equal(await linkOf(choice), `${consumer}/r/abc?app=enmeshed#secret`);
      assert.deepEqual(await look(page, 'selection', colorScheme), []);
      await choice.click();
      await seen(page.locator('#open'));
      assert.equal(await linkOf(page.locator('#open')), linkIntoApp);
    });
  }
});
