import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDevice, createAccount, createConnector, valueOf } from '../support/client.mjs';
import { establishRelationship, sync } from '../support/relationships.mjs';

const mail = (to, subject) => ({ '@type': 'Mail', to, subject, body: `About ${subject}: Grüße` });

const send = async (sender, recipients, subject, attachments) => {
  const to = recipients.map(({ address }) => address);
  return valueOf(await sender.messages.sendMessage({ recipients: to, content: mail(to, subject), attachments }));
};

const upload = async (owner, content) =>
  valueOf(await owner.files.uploadOwnFile({ content, filename: 'letter.txt', mimetype: 'text/plain', title: 'A letter' }));

const befriend = async (t) => {
  const [alice, bob] = [await createAccount(t), await createAccount(t)];
  await establishRelationship(bob, alice);
  return [alice, bob];
};

test('messages are read on the other side, in both directions', async (t) => {
  const [alice, bob] = await befriend(t);

  const question = await send(alice, [bob], 'a question');
  const { messages: received } = await sync(bob);
  const answer = await send(bob, [alice], 'an answer');
  const { messages: answers } = await sync(alice);

  assert.deepEqual(received.map(({ id, content }) => [id, content.subject]), [[question.id, 'a question']]);
  assert.equal(received[0].createdBy, alice.address);
  assert.deepEqual(answers.map(({ id, content }) => [id, content.body]), [[answer.id, 'About an answer: Grüße']]);
});

test('an attached file is downloaded and decrypted by the recipient', async (t) => {
  const [alice, bob] = await befriend(t);
  const content = Buffer.from('Dear Bob, '.repeat(10_000));
  const file = await upload(alice, content);

  await send(alice, [bob], 'a letter', [file.id]);
  const { messages } = await sync(bob);
  const letter = valueOf(await bob.messages.downloadAttachment({ id: messages[0].id, attachmentId: file.id }));

  assert.equal(letter.filename, 'letter.txt');
  assert.deepEqual(Buffer.from(letter.content), content);
});

test('a message to several recipients reaches each of them', async (t) => {
  const [alice, bob] = await befriend(t);
  const carol = await createAccount(t);
  await establishRelationship(carol, alice);

  const sent = await send(alice, [bob, carol], 'an invitation');

  for (const friend of [bob, carol]) {
    const { messages } = await sync(friend);
    assert.deepEqual(messages.map(({ id }) => id), [sent.id]);
  }
});

test('a second device sees the messages that the first one received', async (t) => {
  const [alice, bob] = await befriend(t);
  await send(alice, [bob], 'before');
  await sync(bob);
  const tablet = await addDevice(t, bob);

  await send(alice, [bob], 'after');
  await sync(tablet);
  await sync(bob);

  for (const device of [bob, tablet]) {
    const subjects = valueOf(await device.messages.getMessages({})).map(({ content }) => content.subject);
    assert.deepEqual(subjects.sort(), ['after', 'before']);
  }
});

test('a hundred messages of five friends come with one synchronization', async (t) => {
  const alice = await createAccount(t);
  const friends = [];
  for (let number = 0; number < 5; number += 1) {
    friends.push(await createAccount(t));
    await establishRelationship(friends[number], alice);
  }
  for (const [number, friend] of friends.entries()) {
    for (let i = 0; i < 20; i += 1) {
      await send(friend, [alice], `${number}/${i}`);
    }
  }

  const { messages } = await sync(alice);

  assert.equal(new Set(messages.map(({ content }) => content.subject)).size, 100);
});

test('a connector receives messages without a datawallet', async (t) => {
  const connector = await createConnector(t);
  const bob = await createAccount(t);
  await establishRelationship(bob, connector);

  const sent = await send(bob, [connector], 'an order');
  const { messages } = await sync(connector);

  assert.deepEqual(messages.map(({ id }) => id), [sent.id]);
});

test('a message that was sent before a termination is still delivered', async (t) => {
  const alice = await createAccount(t);
  const bob = await createAccount(t);
  const relationshipId = await establishRelationship(bob, alice);

  const sent = await send(alice, [bob], 'a farewell');
  valueOf(await alice.relationships.terminateRelationship({ relationshipId }));
  const { messages } = await sync(bob);

  assert.deepEqual(messages.map(({ id }) => id), [sent.id]);
});
