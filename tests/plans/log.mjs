import { readFileSync } from 'node:fs';

/** The plans in a log of PostgreSQL with auto_explain: `{ text, plan }`, the text with single blanks. */
export function readPlans(path) {
  const log = readFileSync(path, 'utf8');
  const plans = [];
  for (const entry of log.split(/^(?=\d{4}-\d\d-\d\d )/m)) {
    const begin = entry.indexOf('plan:\n');
    if (begin < 0) continue;
    const { 'Query Text': text, Plan: plan } = JSON.parse(entry.slice(begin + 'plan:\n'.length));
    plans.push({ text: text.replace(/\s+/g, ' ').trim(), plan });
  }
  return plans;
}
