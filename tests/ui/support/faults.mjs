// What is wrong with a screen as a machine can tell, and its picture for people.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Where the pictures go; absent when none are wanted. */
export const folder = process.env.BACKBONE_TEST_SCREENSHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** From the top to the bottom of the page. */
export async function takePicture(page, variant, name) {
  if (!folder) {
    return;
  }
  mkdirSync(join(folder, variant), { recursive: true });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: join(folder, variant, `${name}.png`), fullPage: true });
}

/** What is wider than the screen. */
export async function tooWide(page) {
  const { wanted, there: width } = await page.evaluate(() => ({
    wanted: document.documentElement.scrollWidth,
    there: document.documentElement.clientWidth,
  }));
  return wanted <= width ? [] : [`${wanted} pixels wide`];
}

/** What some people could not read or use. */
export async function barriers(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}
