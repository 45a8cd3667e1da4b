// What two accounts do to get to know each other.
import { valueOf } from './client.mjs';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const templateContent = { '@type': 'ArbitraryRelationshipTemplateContent', value: { greeting: 'Hello' } };
export const creationContent = { '@type': 'ArbitraryRelationshipCreationContent', value: { answer: 'Nice to meet you' } };

export const createTemplate = async (owner, options = {}) =>
  valueOf(await owner.templates.createOwnRelationshipTemplate({ content: templateContent, expiresAt: inAnHour(), ...options }));

export const loadTemplate = (reader, template, options = {}) =>
  reader.templates.loadPeerRelationshipTemplate({ reference: template.reference.truncated, ...options });

/** A relationship that `owner` has not answered yet; both know of it. */
export async function requestRelationship(requester, owner) {
  const template = await createTemplate(owner, { maxNumberOfAllocations: 1 });
  const { id: templateId } = valueOf(await loadTemplate(requester, template));
  const relationship = valueOf(await requester.relationships.createRelationship({ templateId, creationContent }));
  await sync(owner);
  return relationship.id;
}

/** An active relationship; both know of it. */
export async function establishRelationship(requester, owner) {
  const relationshipId = await requestRelationship(requester, owner);
  valueOf(await owner.relationships.acceptRelationship({ relationshipId }));
  await sync(requester);
  return relationshipId;
}

/** Fetches what others did; answers the new messages and changed relationships. */
export const sync = async (client) => valueOf(await client.account.syncEverything());

export const statusOf = async (client, id) => valueOf(await client.relationships.getRelationship({ id })).status;
