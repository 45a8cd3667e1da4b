/** Builds the query of the identities overview (docs/protocol/admin.md §3.7). */
export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof comparisons)[number];

/** A comparison without a value compares nothing. */
export interface Compared {
  comparison: Comparison;
  value: string;
}

export interface IdentityFilter {
  address: string;
  tiers: string[];
  clients: string[];
  numberOfDevices: Compared;
  createdAt: Compared;
  lastLoginAt: Compared;
  datawalletVersion: Compared;
  identityVersion: Compared;
}

const noComparison: Compared = { comparison: 'eq', value: '' };

export const emptyIdentityFilter: IdentityFilter = {
  address: '',
  tiers: [],
  clients: [],
  numberOfDevices: noComparison,
  createdAt: noComparison,
  lastLoginAt: noComparison,
  datawalletVersion: noComparison,
  identityVersion: noComparison,
};

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

const anyOf = (property: string, values: string[]) =>
  values.map((value) => `${property} eq ${literal(value)}`).join(' or ');

const compare = (property: string, { comparison, value }: Compared) =>
  value === '' ? '' : `${property} ${comparison} ${value}`;

export function filterExpression(filter: IdentityFilter): string {
  const conditions = [
    filter.address === '' ? '' : `contains(address, ${literal(filter.address)})`,
    anyOf('tier/Id', filter.tiers),
    anyOf('createdWithClient', filter.clients),
    compare('numberOfDevices', filter.numberOfDevices),
    compare('createdAt', filter.createdAt),
    compare('lastLoginAt', filter.lastLoginAt),
    compare('datawalletVersion', filter.datawalletVersion),
    compare('identityVersion', filter.identityVersion),
  ];
  return conditions
    .filter((condition) => condition !== '')
    .map((condition) => `(${condition})`)
    .join(' and ');
}

export interface IdentitiesRequest {
  filter: IdentityFilter;
  sort: { column: string; descending: boolean };
  page: number;
  pageSize: number;
}

export function identitiesQuery({ filter, sort, page, pageSize }: IdentitiesRequest): string {
  const expression = filterExpression(filter);
  const options: [string, string][] = [
    ['$top', String(pageSize)],
    ['$skip', String(page * pageSize)],
    ['$count', 'true'],
    ['$expand', 'Tier'],
    ['$orderby', `${sort.column} ${sort.descending ? 'desc' : 'asc'}`],
  ];
  if (expression !== '') {
    options.push(['$filter', expression]);
  }
  return options.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}
