const kMillisecondsOfDay = 24 * 60 * 60 * 1000;

/** The day in UTC that many days from now, as yyyy-mm-dd. */
export const inDays = (count: number): string =>
  new Date(Date.now() + count * kMillisecondsOfDay).toISOString().slice(0, 10);
