// What the statistics of a large installation with some troubles look like. The server of the tests is too young for them.

const kDays = 30;
const kMillisecondsOfDay = 86_400_000;

const daysAgo = (count) => new Date(Date.now() - count * kMillisecondsOfDay).toISOString();
const minutesFromNow = (count) => new Date(Date.now() + count * 60_000).toISOString();

/** A week has its ups and downs, and the whole grows. */
const wave = (day, height) => Math.round(height * (1 + day / 60 + 0.4 * Math.sin((day * 2 * Math.PI) / 7)));

const day = (number) => ({
  day: daysAgo(kDays - 1 - number).slice(0, 10),
  createdIdentities: wave(number, 420),
  activeIdentities: wave(number, 15_300),
  sentMessages: wave(number, 48_000),
});

const job = (name, state) => ({
  name,
  lastStartedAt: minutesFromNow(-7),
  lastFinishedAt: minutesFromNow(-6),
  nextRunAt: minutesFromNow(54),
  lastError: null,
  ...state,
});

/** As `GET /api/v1/Statistics` answers it. */
export const busyStatistics = () => ({
  countedAt: minutesFromNow(-4),
  identities: 128_456,
  activeIdentitiesLast24Hours: 23_112,
  days: Array.from({ length: kDays }, (_, number) => day(number)),
  quotas: { exhausted: 12, almostExhausted: 87 },
  outbox: { waiting: 1234, dead: 3 },
  jobs: [
    job('announcements.delete-expired'),
    job('synchronization.compact-datawallets', { lastStartedAt: null, lastFinishedAt: null }),
    job('tokens.delete-expired', { lastError: 'The database did not answer within 5 seconds.' }),
  ],
});

/** Lets a page believe that this is what the server counted. */
export const pretendBusy = (page) =>
  page.route('**/api/v1/Statistics', (route) => route.fulfill({ json: { result: busyStatistics() } }));
