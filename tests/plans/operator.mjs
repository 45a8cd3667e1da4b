const kKey = { 'X-API-KEY': 'test' };

async function look(admin, path) {
  const answer = await fetch(admin + path, { headers: kKey });
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

/** Asks once for what an operator looks up of people with a long past. */
export async function lookAsOperator(people, admin) {
  for (const { address } of people) {
    const ofPerson = encodeURIComponent(address);
    for (const page of ['', '&PageSize=200', '&PageNumber=2&PageSize=50']) {
      for (const query of [`Messages?type=Incoming&participant=${ofPerson}`, `Messages?type=Outgoing&participant=${ofPerson}`,
        `Relationships?participant=${ofPerson}`, `Tokens?createdBy=${ofPerson}`]) {
        await look(admin, `/api/v1/${query}${page}`);
      }
    }
    const identity = `/api/v1/Identities/${ofPerson}`;
    for (const path of [identity, `${identity}/DeletionProcesses`, `${identity}/DeletionProcesses/AuditLogs`]) await look(admin, path);
  }
  for (const path of ['Clients', 'Tiers', 'Statistics', 'OperatorActions']) await look(admin, `/api/v1/${path}`);
}

/** Asks for pages of the overview of identities, by what it can be filtered and sorted. */
export async function lookThroughIdentities(admin) {
  const orders = ['createdAt', 'createdAt desc', 'lastLoginAt', 'address', 'createdWithClient', 'numberOfDevices', 'datawalletVersion', 'identityVersion'];
  const filters = ["tier/Id eq 'TIRgenerated00000001'", 'numberOfDevices ge 2', "contains(address, '1')", 'lastLoginAt ne null and createdAt ge 2000-01-01'];
  for (const $orderby of orders) {
    for (const $filter of filters) {
      await look(admin, `/odata/Identities?${new URLSearchParams({ $orderby, $filter, $top: 25, $expand: 'Tier' })}`);
    }
  }
}

/** Announces something to the people, which is pushed to their devices. */
export async function announce(people, admin) {
  const pair = await fetch(`${admin}/api/v1/xsrf`, { headers: kKey });
  const [cookie] = pair.headers.getSetCookie()[0].split(';');
  const headers = { ...kKey, 'Content-Type': 'application/json', 'X-XSRF-TOKEN': await pair.text(), Cookie: cookie };
  const announcement = {
    severity: 'Low', isSilent: false, texts: [{ language: 'en', title: 'Title', body: 'Body' }], recipients: people.map(({ address }) => address),
    actions: [{ displayName: { en: 'Open' }, link: 'https://example.com' }],
  };
  const answer = await fetch(`${admin}/api/v1/Announcements`, { method: 'POST', headers, body: JSON.stringify(announcement) });
  if (!answer.ok) throw new Error(`POST Announcements: ${answer.status} ${await answer.text()}`);
  const { result } = await answer.json();
  await look(admin, `/api/v1/Announcements/${result.id}`);
}
