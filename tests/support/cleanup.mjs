// What a test run leaves behind is removed when the program ends, also when it is interrupted.
const actions = [];

/** Runs `action` (synchronous) when the program ends; the latest first. */
export function atExit(action) {
  actions.push(action);
}

process.on('exit', () => {
  while (actions.length > 0) {
    actions.pop()();
  }
});
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
