import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import classes from './DataTable.module.css';
import { sortedBy, type Column, type Sorting } from './table';

interface Props<Row> {
  column: Column<Row>;
  sorting: Sorting | undefined;
  onSort: ((sorting: Sorting) => void) | undefined;
}

export function SortHeader<Row>({ column, sorting, onSort }: Props<Row>) {
  const { key, title, numeric, isNarrow, sortable } = column;
  if (!sortable || sorting === undefined || onSort === undefined) {
    return (
      <Table.Th role="columnheader" mod={{ numeric, narrow: isNarrow }}>
        {title}
      </Table.Th>
    );
  }
  const isSorted = sorting.column === key;
  const direction = sorting.descending ? 'descending' : 'ascending';
  const Icon = isSorted ? (sorting.descending ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  return (
    <Table.Th role="columnheader" mod={{ numeric, narrow: isNarrow }} aria-sort={isSorted ? direction : 'none'}>
      <UnstyledButton
        className={classes.sort}
        mod={{ sorted: isSorted }}
        onClick={() => onSort(sortedBy(sorting, key))}
      >
        {title}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}
