import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page } from '../api/http';
import type { PageRequest } from '../api/traffic';
import { DataTable } from './DataTable';
import { firstPage, Pager } from './Pager';
import type { Column } from './table';

interface Props<Row> {
  label: string;
  queryKey: readonly string[];
  load: (page: PageRequest, signal: AbortSignal) => Promise<Page<Row>>;
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
  emptyText: string;
  initialSize?: number;
}

/** A table whose pages the server cuts, in an order of the server's. */
export function PagedTable<Row>({
  label,
  queryKey,
  load,
  columns,
  keyOf,
  emptyText,
  initialSize = firstPage.size,
}: Props<Row>) {
  const [page, setPage] = useState({ number: 0, size: initialSize });
  const { data, error, refetch } = useQuery({
    queryKey: [...queryKey, page],
    queryFn: ({ signal }) => load(page, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <DataTable
        label={label}
        columns={columns}
        rows={{ data: error === null ? data?.rows : undefined, error, refetch }}
        keyOf={keyOf}
        emptyText={emptyText}
      />
      <Pager page={page} total={data?.total ?? 0} onChange={setPage} />
    </>
  );
}
