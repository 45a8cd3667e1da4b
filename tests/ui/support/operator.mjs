// What an operator does again and again.
import { openPage } from './browser.mjs';

export const apiKey = process.env.NMSHD_TEST_ADMIN_APIKEY;

/** Logs in and lands on a screen. */
export async function logIn(page, path = '/identities') {
  await page.goto(path);
  await page.getByLabel('API key').fill(apiKey);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL((url) => url.pathname === path);
}

/** A page of an operator who has logged in before. */
export async function workAt(test, path, options) {
  const page = await openPage(test, options);
  await page.addInitScript((key) => sessionStorage.setItem('backbone.apiKey', key), apiKey);
  await page.goto(path);
  await page.waitForURL((url) => url.pathname === path);
  return page;
}

/** Chooses from a list that opens below its field. */
export async function choose(page, scope, label, option) {
  await scope.getByRole('combobox', { name: label }).or(scope.getByRole('textbox', { name: label })).first().click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

export const dialog = (page, name) => page.getByRole('dialog', { name });

/** The row of a table that holds a text. */
export const row = (page, text) => page.getByRole('row').filter({ hasText: text });

/** Unfolds a part of a page. */
export const openSection = (page, name) => page.getByRole('button', { name, exact: true }).click();

const letters = () => Math.random().toString(36).slice(2, 10);

/** A name that no other test has. */
export const uniqueName = (word) => `${word}-${letters()}`;
