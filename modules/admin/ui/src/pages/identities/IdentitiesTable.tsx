import { Paper, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listIdentities } from '../../api/identities';
import { emptyIdentityFilter, filterExpression, identitiesQuery } from '../../api/odata';
import { DataTable } from '../../components/DataTable';
import { firstPage, Pager } from '../../components/Pager';
import type { Sorting } from '../../components/table';
import { useTexts } from '../../i18n/language';
import { identityColumns } from './identityColumns';
import { IdentityFilters } from './IdentityFilters';

const kTypingPause = 300;

interface Props {
  /** Shows only the identities of this tier or client, and no column and filter for it. */
  within?: { tier: string } | { client: string };
}

export function IdentitiesTable({ within }: Props) {
  const { identities } = useTexts();
  const hidden = within === undefined ? undefined : 'tier' in within ? 'tier' : 'createdWithClient';
  const [filter, setFilter] = useState(emptyIdentityFilter);
  const [sort, setSort] = useState<Sorting>({ column: 'address', descending: false });
  const [page, setPage] = useState(firstPage);
  const [settledFilter] = useDebouncedValue(filter, kTypingPause);

  const fullFilter = {
    ...settledFilter,
    ...(within === undefined ? {} : 'tier' in within ? { tiers: [within.tier] } : { clients: [within.client] }),
  };
  const query = identitiesQuery({ filter: fullFilter, sort, page: page.number, pageSize: page.size });
  const { data, error, refetch } = useQuery({
    queryKey: ['identities', query],
    queryFn: ({ signal }) => listIdentities(query, signal),
    placeholderData: keepPreviousData,
  });

  return (
    <Stack gap="md">
      <IdentityFilters
        filter={filter}
        hidden={hidden}
        onChange={(changed) => {
          setFilter(changed);
          setPage({ ...page, number: 0 });
        }}
      />
      <Paper withBorder p="sm">
        <DataTable
          label={identities.title}
          columns={identityColumns(identities).filter(({ key }) => key !== hidden)}
          rows={{ data: error === null ? data?.rows : undefined, error, refetch }}
          keyOf={({ address }) => address}
          linkOf={({ address }) => `/identities/${encodeURIComponent(address)}`}
          emptyText={filterExpression(settledFilter) === '' ? identities.empty : identities.nothingFound}
          sorting={sort}
          onSort={(sorting) => {
            setSort(sorting);
            setPage({ ...page, number: 0 });
          }}
        />
        <Pager page={page} total={data?.total ?? 0} onChange={setPage} />
      </Paper>
    </Stack>
  );
}
