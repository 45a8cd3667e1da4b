// People and things for an operator to look at.
import { createAccount, valueOf } from '../../e2e/support/client.mjs';
import { establishRelationship } from '../../e2e/support/relationships.mjs';
import { api } from './api.mjs';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const tokenContent = { greeting: 'Hello' };
const messageContent = { '@type': 'ArbitraryMessageContent', value: 'Hello' };

async function quotasOf(tierId, address) {
  const ofTier = [
    { metricKey: 'NumberOfSentMessages', max: 1000, period: 'Month' },
    { metricKey: 'NumberOfTokens', max: 5, period: 'Day' },
    { metricKey: 'NumberOfFiles', max: 50, period: 'Total' },
  ];
  for (const quota of ofTier) {
    await api('POST', `/Tiers/${tierId}/Quotas`, quota);
  }
  await api('PUT', `/Identities/${address}`, { tierId });
  await api('POST', `/Identities/${address}/Quotas`, { metricKey: 'NumberOfSentMessages', max: 2, period: 'Day' });
}

const announcement = (recipients) => ({
  severity: 'High',
  isSilent: true,
  iqlQuery: '#thisIsATag',
  expiresAt: '2040-01-31T00:00:00Z',
  texts: [
    { language: 'en', title: 'Maintenance on Saturday', body: 'From 22:00 to 23:00 UTC nothing will work.\nThank you for your patience.' },
    { language: 'de', title: 'Wartung am Samstag', body: 'Von 22 bis 23 Uhr UTC wird nichts gehen.\nVielen Dank für Ihre Geduld.' },
  ],
  actions: [{ displayName: { en: 'Details', de: 'Einzelheiten' }, link: 'https://status.example.org/maintenance' }],
  recipients,
});

/** Answers where there is something to be seen. */
export async function populate(test) {
  const people = [];
  for (let count = 0; count < 5; ++count) {
    people.push(await createAccount(test));
  }
  const [alice, ...others] = people;
  for (const other of others) {
    await establishRelationship(other, alice);
  }
  const tier = await api('POST', '/Tiers', { name: `Gold ${Date.now() % 10_000}` });
  await quotasOf(tier.id, alice.address);
  await api('POST', '/Clients', { clientId: `a-connector-with-a-long-name-${Date.now()}`, displayName: 'Connector of the town hall', defaultTier: tier.id, maxIdentities: 1500 });
  valueOf(await alice.messages.sendMessage({ recipients: others.map(({ address }) => address), content: messageContent }));
  valueOf(await others[0].messages.sendMessage({ recipients: [alice.address], content: messageContent }));
  valueOf(await alice.tokens.createOwnToken({ content: tokenContent, expiresAt: inAnHour(), ephemeral: true, passwordProtection: { password: 'secret' } }));
  valueOf(await alice.tokens.createOwnToken({ content: tokenContent, expiresAt: inAnHour(), ephemeral: true }));
  const process = valueOf(await alice.deletionProcesses.initiateIdentityDeletionProcess({}));
  valueOf(await alice.deletionProcesses.cancelIdentityDeletionProcess());
  const { id: announcementId } = await api('POST', '/Announcements', announcement([alice.address]));
  return { address: alice.address, processId: process.id, tierId: tier.id, announcementId };
}
