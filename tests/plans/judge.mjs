// What may not be in the plan of a statement, when the tables are long.

/** So many rows of each kind have the people who ask. */
export const kOwnRows = 5000;

const kMostRows = 450; // a page of 200 with what belongs to each row
const kMostOverviews = 10_000; // of hundred thousands
const kMostRowsOfJobs = 5000; // some batches of 500, and what an index of page ranges cannot tell from the rows it looks for

/** Those with very many rows. */
const tables = new Set(['identity_overviews', 'identities', 'devices', 'push_registrations', 'sync_states', 'challenges',
  'messages', 'message_recipients', 'external_events', 'sync_runs', 'datawallet_modifications', 'tokens', 'token_allocations', 'files',
  'relationship_templates', 'relationship_template_allocations', 'relationships', 'relationship_audit_log',
  'quota_usage', 'individual_quotas', 'tier_quotas', 'announcements', 'announcement_texts', 'announcement_recipients']);

/** Of what there is once or a few times for an identity, a job may count all. */
const countedTables = new Set(['identity_overviews', 'identities', 'quota_usage', 'individual_quotas', 'tier_quotas']);

function touchedRows(node) {
  const rows = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return rows * (node['Actual Loops'] ?? 1);
}

const tooMany = (node) => `${node['Node Type']}${node['Relation Name'] ? ` of ${node['Relation Name']}` : ''} reads ${touchedRows(node)} rows`;

const isScan = (node) => node['Node Type'] === 'Seq Scan' && tables.has(node['Relation Name']);

/** What is wrong with a node of the plan of a request's statement, and with those below it. */
export function problemsOfRequest(node) {
  const problems = (node.Plans ?? []).flatMap(problemsOfRequest);
  const touched = touchedRows(node);
  if (isScan(node)) problems.push(`scans ${node['Relation Name']}`);
  // The total of a list is counted in an index alone, over what belongs to the asking identity.
  const isCount = node['Node Type'] === 'Index Only Scan' && touched <= 2 * kOwnRows;
  // A page that is filtered by one thing and sorted by another is read along one of the two until it is full.
  const most = node['Relation Name'] === 'identity_overviews' ? kMostOverviews : kMostRows;
  if (touched > most && !isCount) problems.push(tooMany(node));
  return problems;
}

/** The same for the statement of a job. What it sorts, it has read before: so only what reads tables matters. */
export function problemsOfJob(node, text) {
  const problems = (node.Plans ?? []).flatMap((part) => problemsOfJob(part, text));
  const table = node['Relation Name'];
  if (!tables.has(table) || (text.includes('COUNT(') && countedTables.has(table))) return problems;
  if (isScan(node)) problems.push(`scans ${table}`);
  if (touchedRows(node) > kMostRowsOfJobs) problems.push(tooMany(node));
  return problems;
}
