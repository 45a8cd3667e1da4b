// Waits for what is to be seen; a test that waits in vain says for what.
import assert from 'node:assert/strict';

export const seen = (locator) => locator.first().waitFor({ state: 'visible' });
export const gone = (locator) => locator.first().waitFor({ state: 'hidden' });

/** Waits until a question has the expected answer. */
export async function eventually(question, expected, milliseconds = 20_000) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await question();
    if (answer === expected || Date.now() > deadline) {
      assert.deepEqual(answer, expected);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
