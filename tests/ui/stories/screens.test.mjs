// Each screen in light and dark, on a wide and a narrow screen, in both languages. The pictures are for people to look
// at; the tests see to it that nothing is cut off and that everybody can read and use it.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { closeBrowser, openPage } from '../support/browser.mjs';
import { seen } from '../support/expect.mjs';
import { apiKey } from '../support/operator.mjs';
import { populate } from '../support/population.mjs';

const folder = process.env.BACKBONE_TEST_SCREENSHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let there;
const opened = [];

const unfold = async (page) => {
  for (const control of await page.locator('button[data-accordion-control]').all()) {
    if ((await control.getAttribute('aria-expanded')) === 'false') {
      await control.click();
    }
  }
};
const press = (name) => async (page, language) => page.getByRole('button', { name: name[language], exact: true }).first().click();
const fillAnnouncement = async (page, language) => {
  await press({ en: 'Create announcement', de: 'Ankündigung anlegen' })(page, language);
  await press({ en: 'Add link', de: 'Link hinzufügen' })(page, language);
};

/** Name, path, and what to do there. */
const screens = () => {
  const identity = `/identities/${encodeURIComponent(there.address)}`;
  return [
    ['dashboard', '/dashboard'],
    ['identities', '/identities'],
    ['identity', identity],
    ['identity-unfolded', identity, unfold],
    ['identity-change-tier', identity, press({ en: 'Edit Tier', de: 'Stufe ändern' })],
    ['deletion-process', `${identity}/deletion-process-details/${there.processId}`],
    ['deletion-log', `${identity}/deletion-process-audit-logs`],
    ['tiers', '/tiers'],
    ['tiers-create', '/tiers', press({ en: 'Create tier', de: 'Stufe anlegen' })],
    ['tier', `/tiers/${there.tierId}`, unfold],
    ['tier-add-quota', `/tiers/${there.tierId}`, press({ en: 'Add quota', de: 'Kontingent hinzufügen' })],
    ['tier-of-system', '/tiers/TIR00000000000000001'],
    ['clients', '/clients'],
    ['clients-create', '/clients', press({ en: 'Create client', de: 'Client anlegen' })],
    ['clients-change-secret', '/clients', press({ en: 'Change client secret', de: 'Client-Geheimnis ändern' })],
    ['client', '/clients/test', unfold],
    ['client-change-max', '/clients/test', press({ en: 'Edit Max. identities', de: 'Max. Identitäten ändern' })],
    ['announcements', '/announcements'],
    ['announcements-create', '/announcements', fillAnnouncement],
    ['announcement', `/announcements/${there.announcementId}`],
    ['announcement-delete', `/announcements/${there.announcementId}`, press({ en: 'Delete announcement', de: 'Ankündigung löschen' })],
    ['audit-log', '/audit-log'],
    ['not-found', '/nowhere'],
  ];
};

/** Waits until nothing is being loaded. */
async function isQuiet(page) {
  await page.waitForFunction(() => document.querySelector('[role=status], [data-loading]') === null);
  await page.evaluate(() => document.fonts.ready);
}

/** Nothing is wider than the screen. */
async function assertFits(page, name) {
  const { wanted, there: width } = await page.evaluate(() => ({
    wanted: document.documentElement.scrollWidth,
    there: document.documentElement.clientWidth,
  }));
  assert.ok(wanted <= width, `${name} is ${wanted} pixels wide`);
}

async function assertAccessible(page, name) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
  assert.deepEqual(violations, [], name);
}

/** What is the same on a narrow screen need not be judged twice. */
const isWide = (page) => page.viewportSize().width > 1000;

async function look(page, name, variant) {
  await isQuiet(page);
  mkdirSync(join(folder, variant), { recursive: true });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: join(folder, variant, `${name}.png`), fullPage: true });
  await assertFits(page, name);
  if (isWide(page)) {
    await assertAccessible(page, name);
  }
}

const variants = [
  { colorScheme: 'light', language: 'en', width: 1280, height: 800 },
  { colorScheme: 'light', language: 'en', width: 390, height: 844 },
  { colorScheme: 'dark', language: 'de', width: 1280, height: 800 },
  { colorScheme: 'dark', language: 'de', width: 390, height: 844 },
];

describe('every screen can be read and used', { concurrency: 2, skip: !folder }, () => {
  before(async () => {
    there = await populate({ after: (close) => opened.push(close) });
  });
  after(async () => {
    await closeBrowser();
    await Promise.all(opened.map((close) => close()));
  });
  for (const { colorScheme, language, width, height } of variants) {
    const variant = `${colorScheme}-${language}-${width}`;
    test(`${colorScheme}, ${language}, ${width} pixels`, async (t) => {
      const page = await openPage(t, { colorScheme, locale: language, viewport: { width, height } });
      await page.goto('/login');
      await seen(page.locator('input[type=password]'));
      await look(page, 'login', variant);
      await page.locator('input[type=password]').fill(apiKey);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/identities');
      for (const [name, path, prepare] of screens()) {
        await page.goto(path);
        await seen(page.getByRole('heading', { level: 1 }));
        await isQuiet(page);
        await prepare?.(page, language);
        await look(page, name, variant);
      }
    });
  }
});
