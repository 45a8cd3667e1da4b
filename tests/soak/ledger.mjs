/** What was acknowledged, so that it must be there in the end, and what was refused or went wrong on the way. */
export class Ledger {
  /** Id of a message: { sender, recipients, body }. */
  messages = new Map();
  /** Id of a file: the hash of its content. */
  files = new Map();
  /** Id of a token: its content. */
  tokens = new Map();
  /** Address: { id: index } of its datawallet modifications. */
  modifications = new Map();
  /** How often each code was the answer. */
  refusals = new Map();
  /** Answers that no client should ever get. */
  faults = [];
  requests = 0;
  unanswered = 0;
  unavailable = 0;

  refuse(code) {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  summary() {
    const refusals = [...this.refusals].map(([code, count]) => `${count} ${code}`).join(', ');
    return (
      `${this.requests} requests, ${this.messages.size} messages, ${this.files.size} files, ${this.tokens.size} tokens, ` +
      `${this.unanswered} without an answer, ${this.unavailable} unavailable; refused: ${refusals || 'none'}`
    );
  }
}
