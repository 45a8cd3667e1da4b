// Two who cannot make up their minds: they try everything that one can do with a relationship, at random, without writing.
import { Account, actByWeight, oneOf } from './account.mjs';

const kRefusals = [
  'relationshipIsNotInCorrectStatus',
  'relationshipToTargetAlreadyExists',
  'cannotAcceptOrRejectRelationshipAddressedToSomeoneElse',
  'cannotRevokeRelationshipNotCreatedByYourself',
  'cannotRequestReactivationWhenThereIsAnOpenReactivationRequest',
  'noAcceptableRelationshipReactivationRequestExists',
  'noRejectableReactivationRequestExists',
  'noRevocableReactivationRequestExists',
  'relationshipAlreadyDecomposed',
];
const kSteps = ['Terminate', 'Reactivate', 'Reactivate/Accept', 'Reactivate/Reject', 'Reactivate/Revoke', 'Decompose'];

export class Lovers {
  #two;
  #relationships = [];

  static async create(wire, ledger) {
    const lovers = new Lovers();
    lovers.#two = [new Account(wire, ledger, await wire.onboard()), new Account(wire, ledger, await wire.onboard())];
    return lovers;
  }

  act() {
    return actByWeight([
      [3, () => this.#propose()],
      [4, () => this.#step(oneOf(['Accept', 'Accept', 'Reject', 'Revoke']), { json: { creationResponseContent: 'AQID' } })],
      [8, () => this.#step(oneOf(kSteps))],
      [1, () => this.#both(oneOf(kSteps))],
    ]);
  }

  async #propose() {
    const [owner, other] = Math.random() < 0.5 ? this.#two : [...this.#two].reverse();
    const template = await owner.ask('POST', '/api/v2/RelationshipTemplates', { json: { content: 'AQID', maxNumberOfAllocations: 1 } });
    if (!template) return;
    const json = { relationshipTemplateId: template.id, creationContent: 'AQID' };
    const created = await other.ask('POST', '/api/v2/Relationships', { json }, kRefusals);
    if (created) this.#relationships.push(created.id);
  }

  async #step(step, request = {}, somebody = oneOf(this.#two)) {
    const id = this.#relationships.at(-1);
    if (id) await somebody.ask('PUT', `/api/v2/Relationships/${id}/${step}`, request, kRefusals);
  }

  /** At the same time. */
  async #both(step) {
    await Promise.all(this.#two.map((one) => this.#step(step, {}, one)));
  }
}
