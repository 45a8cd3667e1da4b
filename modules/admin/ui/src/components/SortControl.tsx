import { ActionIcon, Group, NativeSelect } from '@mantine/core';
import { IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useTexts } from '../i18n/language';
import classes from './DataTable.module.css';
import type { Column, Sorting } from './table';

interface Props<Row> {
  columns: readonly Column<Row>[];
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}

/** Stands for the headings of a table on a narrow screen, where there are none. */
export function SortControl<Row>({ columns, sorting, onSort }: Props<Row>) {
  const { common } = useTexts();
  const choices = columns.filter(({ sortable }) => sortable).map(({ key, title }) => ({ value: key, label: title }));
  const direction = sorting.descending ? common.descending : common.ascending;
  return (
    <Group className={classes.sortControl} gap="xs" align="flex-end" wrap="nowrap">
      <NativeSelect
        flex={1}
        label={common.sortBy}
        data={choices}
        value={sorting.column}
        onChange={(event) => onSort({ ...sorting, column: event.currentTarget.value })}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={direction}
        onClick={() => onSort({ ...sorting, descending: !sorting.descending })}
      >
        {sorting.descending ? <IconSortDescending size={18} /> : <IconSortAscending size={18} />}
      </ActionIcon>
    </Group>
  );
}
