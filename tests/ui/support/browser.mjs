// A real browser. A page fails its test when the browser had anything to complain about.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const admin = process.env.NMSHD_TEST_ADMIN_BASEURL;
export const consumer = process.env.NMSHD_TEST_BASEURL;
const kMilliseconds = 30_000;

let launching;

/** One browser for all tests of a file, also of those that run at once. */
function launched() {
  launching ??= chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  return launching;
}

/** To be called when the last test of a file has ended. */
export async function closeBrowser() {
  await (await launching)?.close();
}

/** What the browser writes to its console for every answer with such a status; the test says which ones it provokes. */
const isExpected = (text, statuses) =>
  statuses.some((status) => text.startsWith(`Failed to load resource: the server responded with a status of ${status}`));

/**
 * A page in a browser of its own, with nothing in its storage. It may load nothing but what is below `baseURL`.
 * `refusals` are the statuses with which the server will answer some requests of this test.
 */
export async function openPage(test, { refusals = [], baseURL = admin, locale = 'en-GB', ...options } = {}) {
  const context = await (await launched()).newContext({ baseURL, locale, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(kMilliseconds);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !isExpected(text, refusals)) {
      complaints.push(`${message.type()}: ${text} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => complaints.push(error.stack));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith('data:')) {
      complaints.push(`a request to ${request.url()}`);
    }
  });
  test.after(async () => {
    await context.close();
    assert.deepEqual(complaints, [], 'the browser complains');
  });
  return page;
}
