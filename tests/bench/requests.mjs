// The requests of the people of a population, as `requestText` in load.mjs takes them.
import { newMessage, newToken } from './population.mjs';

export const pollOf = ({ accessToken: token }) => ({ method: 'POST', path: '/api/v2/SyncRuns', token, json: {} });

export const modificationsOf = ({ accessToken: token }, query) => ({ path: `/api/v2/Datawallet/Modifications?${query}`, token });

export const newestModifications = (person) => modificationsOf(person, `localIndex=${person.newestIndex}`);

/** The four pages of what somebody has sent. */
export const listsOf = ({ accessToken: token }) => [1, 2, 3, 4].map((page) => ({ path: `/api/v2/Messages?pageNumber=${page}`, token }));

/** A message to each of the correspondents. */
export const messagesOf = (correspondents) => ({ accessToken: token }) =>
  correspondents.map((correspondent) => ({ method: 'POST', path: '/api/v2/Messages', token, json: newMessage(correspondent) }));

export const tokensOf = ({ accessToken: token, tokenId, readableToken }) => [
  { path: `/api/v2/Tokens/${tokenId}`, token },
  { path: `/api/v2/Tokens/${readableToken}`, token },
  { path: `/api/v2/Tokens/${tokenId}` },
];

export const newTokenOf = ({ accessToken: token }) => ({ method: 'POST', path: '/api/v2/Tokens', token, json: newToken() });

/** What a server gets in a day, in parts of a hundred; which comes when is fixed, so that each run is alike. It begins with a poll. */
export function mixedRequests({ api, people, correspondents }) {
  const kinds = [
    [60, pollOf], [10, newestModifications], [10, (person, turn) => listsOf(person)[turn % 4]], [8, (person, turn) => tokensOf(person)[turn % 3]],
    [5, (person) => api.login(person)], [4, (person, turn) => messagesOf(correspondents)(person)[turn % correspondents.length]],
    [3, newTokenOf],
  ];
  const parts = kinds.flatMap(([weight, requestOf]) => Array.from({ length: weight }, () => requestOf));
  const requests = people.flatMap((_, turn) =>
    // 37 has no factor in common with 100, so the kinds are spread evenly.
    parts.map((_part, place) => parts[(place * 37 + turn) % parts.length](people[(turn + place) % people.length], turn + place)));
  return [pollOf(people[0]), ...requests];
}
