// What people do who have just come: register devices, get to know each other, part, and leave.
import { befriendAll, Person } from '../soak/person.mjs';
import { asking, messageTo } from './ask.mjs';

/** Three new people, of whom two part and one leaves. */
export async function comeAndGo(wire, ledger) {
  const ask = asking(wire);
  const people = await Promise.all([1, 2, 3].map(() => Person.create(wire, ledger)));
  const [dora, erik, finn] = people;
  await befriendAll(people);
  for (const person of people) await registerForPushes(person, ask);
  await ask(dora, 'POST', '/api/v2/Notifications', { code: 'TestCode', recipients: [erik.address, finn.address] });
  for (const flag of [true, false]) await ask(dora, 'PATCH', '/api/v2/Identities/Self/FeatureFlags', { aFlag: flag });
  await useDevices(dora, wire, ask);
  await ask(dora, 'POST', '/api/v2/Messages', messageTo(erik, finn));
  await erik.sync();
  await partWays(dora, erik, ask);
  await leave(finn, ask);
  await dora.sync();
}

async function registerForPushes(person, ask) {
  const registration = { platform: 'dummy', handle: 'the handle of a newcomer', appId: 'app' };
  for (let times = 0; times < 2; times += 1) await ask(person, 'PUT', '/api/v2/Devices/Self/PushNotifications', registration);
}

async function useDevices(person, wire, ask) {
  const { id: challenge } = await ask(person, 'POST', '/api/v2/Challenges', {});
  await ask(person, 'GET', `/api/v2/Challenges/${challenge}`);
  const devicePassword = 'Pw-1 of another device';
  const signedChallenge = await wire.signChallenge(person.identity.keys);
  const { id } = await ask(person, 'POST', '/api/v2/Devices', { devicePassword, signedChallenge });
  await ask(person, 'GET', `/api/v2/Devices?ids=${id}`);
  await ask(person, 'DELETE', `/api/v2/Devices/${id}`);

  await ask(person, 'GET', '/api/v2/Devices/Self');
  await ask(person, 'PUT', '/api/v2/Devices/Self', { communicationLanguage: 'de' });
  await ask(person, 'DELETE', '/api/v2/Devices/Self/PushNotifications');
  const { password: oldPassword } = person.identity;
  person.identity.password = `${oldPassword}2`;
  await ask(person, 'PUT', '/api/v2/Devices/Self/Password', { oldPassword, newPassword: person.identity.password });
  await wire.logIn(person.identity);
}

/** Each has a message that the other one has not got. */
async function partWays(one, other, ask) {
  await ask(one, 'POST', '/api/v2/Messages', messageTo(other));
  await ask(other, 'POST', '/api/v2/Messages', messageTo(one));
  const { relationshipId } = one.friends.find(({ person }) => person === other);
  await ask(one, 'PUT', `/api/v2/Relationships/${relationshipId}/Terminate`);
  for (const person of [one, other]) await ask(person, 'PUT', `/api/v2/Relationships/${relationshipId}/Decompose`);
}

/** Thinks it over once; the deletion itself is a job's. */
async function leave(person, ask) {
  const processes = '/api/v2/Identities/Self/DeletionProcesses';
  const { id } = await ask(person, 'POST', processes, {});
  await ask(person, 'GET', `${processes}/${id}`);
  await ask(person, 'PUT', `${processes}/${id}/Cancel`);
  await ask(person, 'GET', processes);
  await ask(person, 'POST', processes, { lengthOfGracePeriodInDays: 0 });
}
