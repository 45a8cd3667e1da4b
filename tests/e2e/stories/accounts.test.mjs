import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDevice, createAccount, errorOf, valueOf } from '../support/client.mjs';

test('the client finds the server compatible', async (t) => {
  const alice = await createAccount(t);

  const { isCompatible } = valueOf(await alice.anonymously.backboneCompatibility.checkBackboneCompatibility());

  assert.equal(isCompatible, true);
});

test('two accounts are created with addresses of their own', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);

  assert.match(alice.address, /^did:e:localhost:dids:[0-9a-f]{22}$/);
  assert.match(bob.address, /^did:e:localhost:dids:[0-9a-f]{22}$/);
  assert.notEqual(alice.address, bob.address);
});

test('a second device joins an account and finds what the first one has', async (t) => {
  const phone = await createAccount(t);
  valueOf(await phone.settings.createSetting({ key: 'colour', value: { name: 'green' } }));

  const tablet = await addDevice(t, phone);

  assert.equal(tablet.address, phone.address);
  assert.notEqual(tablet.deviceId, phone.deviceId);
  assert.deepEqual(valueOf(await tablet.settings.getSettingByKey({ key: 'colour' })).value, { name: 'green' });
});

test('changes travel between the devices of an account in both directions', async (t) => {
  const phone = await createAccount(t);
  const tablet = await addDevice(t, phone);

  valueOf(await tablet.settings.createSetting({ key: 'from the tablet', value: { n: 1 } }));
  valueOf(await phone.account.syncDatawallet());
  const received = valueOf(await phone.settings.getSettingByKey({ key: 'from the tablet' }));
  valueOf(await phone.settings.updateSetting({ id: received.id, value: { n: 2 } }));
  valueOf(await tablet.account.syncDatawallet());

  assert.deepEqual(received.value, { n: 1 });
  assert.deepEqual(valueOf(await tablet.settings.getSettingByKey({ key: 'from the tablet' })).value, { n: 2 });
});

test('the devices of an account know each other', async (t) => {
  const phone = await createAccount(t);
  const tablet = await addDevice(t, phone);
  valueOf(await phone.account.syncDatawallet());

  for (const device of [phone, tablet]) {
    const ids = valueOf(await device.devices.getDevices()).map(({ id }) => id);
    assert.deepEqual(ids.sort(), [phone.deviceId, tablet.deviceId].sort());
  }
});

test('an account sees nothing of the settings of another one', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);
  valueOf(await alice.settings.createSetting({ key: 'secret', value: {} }));

  valueOf(await bob.account.syncEverything());

  assert.equal(errorOf(await bob.settings.getSettingByKey({ key: 'secret' })), 'error.runtime.recordNotFound');
});
