// Each screen in light and dark, on a wide and a narrow screen, in both languages. The pictures are for people to look
// at; the tests see to it that nothing is cut off and that everybody can read and use it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeBrowser, openPage } from '../support/browser.mjs';
import { seen } from '../support/expect.mjs';
import { barriers, folder, takePicture, tooWide } from '../support/faults.mjs';
import { apiKey, choose, uniqueName } from '../support/operator.mjs';
import { populate } from '../support/population.mjs';
import { pretendBusy } from '../support/statistics.mjs';

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

const endOfAnnouncement = async (page, language) => {
  await fillAnnouncement(page, language);
  const form = page.getByRole('dialog');
  await choose(page, form, { en: 'Add language', de: 'Sprache hinzufügen' }[language], { en: 'German', de: 'Deutsch' }[language]);
  await form.getByRole('button').last().scrollIntoViewIfNeeded();
};
const createClient = async (page, language) => {
  const create = press({ en: 'Create client', de: 'Client anlegen' });
  await create(page, language);
  const form = page.getByRole('dialog');
  await form.getByRole('textbox').first().fill(uniqueName('app'));
  await choose(page, form, { en: 'Default tier', de: 'Standardstufe' }[language], 'Basic');
  await form.getByRole('button').last().click();
  await seen(page.getByText({ en: 'It cannot be read again.', de: 'nicht noch einmal gelesen' }[language]));
};
const findNobody = async (page, language) => {
  if (!isWide(page)) {
    await press({ en: 'Filters', de: 'Filter' })(page, language);
  }
  await page.getByRole('search').getByRole('textbox').first().fill('nobody');
  await seen(page.getByText({ en: 'No identity matches', de: 'Keine Identität passt' }[language]));
};
const openCalendar = async (page, language) => {
  if (!isWide(page)) {
    await press({ en: 'Filters', de: 'Filter' })(page, language);
  }
  await page.getByRole('search').getByLabel({ en: 'Created at', de: 'Angelegt am' }[language], { exact: true }).click();
  await seen(page.getByRole('button', { name: String(new Date().getUTCDate()) }));
};
const showRecipients = async (page, language) => {
  await press({ en: 'Sent messages', de: 'Gesendete Nachrichten' })(page, language);
  await press({ en: 'Show all 4', de: 'Alle 4 zeigen' })(page, language);
};
const openNavigation = async (page) => page.locator('header button').first().click();
const openSettings = async (page, language) => {
  if (!isWide(page)) {
    await openNavigation(page);
  }
  await press({ en: 'Settings', de: 'Einstellungen' })(page, language);
  await page.getByRole('radio').first().waitFor({ state: 'attached' });
};
const deleteQuotas = async (page, language) => {
  await page.getByLabel({ en: 'Select all', de: 'Alle auswählen' }[language]).check();
  await press({ en: 'Delete selected', de: 'Auswahl löschen' })(page, language);
};
const letItBeBusy = async (page) => {
  await pretendBusy(page);
  await page.reload();
  await seen(page.getByText('tokens.delete-expired'));
};

/** Name, path, and what to do there. */
const screens = () => {
  const identity = `/identities/${encodeURIComponent(there.address)}`;
  return [
    ['dashboard', '/dashboard'],
    ['dashboard-busy', '/dashboard', letItBeBusy],
    ['identities', '/identities'],
    ['identities-none', '/identities', findNobody],
    ['identities-calendar', '/identities', openCalendar],
    ['challenge', '/identities', press({ en: 'Create challenge', de: 'Challenge anlegen' })],
    ['settings', '/identities', openSettings],
    ['identity', identity],
    ['identity-unfolded', identity, unfold],
    ['identity-change-tier', identity, press({ en: 'Edit Tier', de: 'Stufe ändern' })],
    ['identity-recipients', identity, showRecipients],
    ['deletion-process', `${identity}/deletion-process-details/${there.processId}`],
    ['deletion-log', `${identity}/deletion-process-audit-logs`],
    ['tiers', '/tiers'],
    ['tiers-create', '/tiers', press({ en: 'Create tier', de: 'Stufe anlegen' })],
    ['tier', `/tiers/${there.tierId}`, unfold],
    ['tier-add-quota', `/tiers/${there.tierId}`, press({ en: 'Add quota', de: 'Kontingent hinzufügen' })],
    ['tier-delete-quotas', `/tiers/${there.tierId}`, deleteQuotas],
    ['tier-of-system', '/tiers/TIR00000000000000001'],
    ['clients', '/clients'],
    ['clients-create', '/clients', press({ en: 'Create client', de: 'Client anlegen' })],
    ['clients-created', '/clients', createClient],
    ['clients-change-secret', '/clients', press({ en: 'Change client secret', de: 'Client-Geheimnis ändern' })],
    ['client', '/clients/test', unfold],
    ['client-change-max', '/clients/test', press({ en: 'Edit Max. identities', de: 'Max. Identitäten ändern' })],
    ['announcements', '/announcements'],
    ['announcements-create', '/announcements', fillAnnouncement],
    ['announcements-create-end', '/announcements', endOfAnnouncement],
    ['announcement', `/announcements/${there.announcementId}`],
    ['announcement-delete', `/announcements/${there.announcementId}`, press({ en: 'Delete announcement', de: 'Ankündigung löschen' })],
    ['audit-log', '/audit-log'],
    ['tier-not-found', '/tiers/TIRnonexistentnonexi'],
    ['not-found', '/nowhere'],
  ];
};

/** Waits until nothing is being loaded. */
async function isQuiet(page) {
  await page.waitForFunction(() => document.querySelector('[role=status], [data-loading]') === null);
  await page.evaluate(() => document.fonts.ready);
}

/** The tables of which not everything is to be seen at once. */
const cutTables = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('table')]
      .filter(({ parentElement: { scrollWidth, clientWidth } }) => scrollWidth > clientWidth)
      .map((table) => `the table ${table.getAttribute('aria-label')} is cut off`),
  );

/** What is the same on a narrow screen need not be judged twice. */
const isWide = (page) => page.viewportSize().width > 1000;

/** Takes a picture; answers what is wrong with the screen. */
async function look(page, name, variant) {
  await isQuiet(page);
  await takePicture(page, variant, name);
  const faults = [...(await tooWide(page)), ...(await cutTables(page)), ...(isWide(page) ? await barriers(page) : [])];
  return faults.map((fault) => `${name}: ${fault}`);
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
      const faults = [];
      const page = await openPage(t, { refusals: [404], colorScheme, locale: language, viewport: { width, height } });
      await page.goto('/login');
      await seen(page.locator('input[type=password]'));
      faults.push(...(await look(page, 'login', variant)));
      await page.locator('input[type=password]').fill('wrong');
      await page.keyboard.press('Enter');
      await seen(page.getByText({ en: 'not valid', de: 'nicht gültig' }[language]));
      faults.push(...(await look(page, 'login-wrong-key', variant)));
      await page.locator('input[type=password]').fill(apiKey);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/identities');
      for (const [name, path, prepare] of screens()) {
        await page.goto(path);
        await seen(page.getByRole('heading', { level: 1 }));
        await isQuiet(page);
        await prepare?.(page, language);
        faults.push(...(await look(page, name, variant)));
      }
      if (!isWide(page)) {
        await page.goto('/tiers');
        await openNavigation(page);
        faults.push(...(await look(page, 'navigation', variant)));
      }
      assert.deepEqual(faults, []);
    });
  }
});
