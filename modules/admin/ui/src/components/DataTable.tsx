import { Checkbox, Table } from '@mantine/core';
import { Fragment, type MouseEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTexts } from '../i18n/language';
import classes from './DataTable.module.css';
import { SortControl } from './SortControl';
import { SortHeader } from './SortHeader';
import { EmptyState, ErrorState, LoadingState } from './states';
import type { Column, Rows, Selection, Sorting } from './table';

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: Rows<Row>;
  keyOf: (row: Row) => string;
  emptyText: string;
  /** Where a row leads; its first cell is the link. */
  linkOf?: (row: Row) => string;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
  selection?: Selection<Row>;
  /** Rows of the same group follow each other, below a heading. */
  groupOf?: (row: Row) => string;
  isDimmed?: (row: Row) => boolean;
}

/** A table; on a narrow screen each of its rows is a card. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, emptyText, sorting, onSort, selection } = props;
  if (rows.data === undefined) {
    return rows.error === null ? (
      <LoadingState />
    ) : (
      <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
    );
  }
  if (rows.data.length === 0) {
    return <EmptyState text={emptyText} />;
  }
  return (
    <>
      {sorting && onSort && <SortControl columns={columns} sorting={sorting} onSort={onSort} />}
      <div className={classes.scroller} tabIndex={0}>
        <Table
          aria-label={label}
          className={classes.table}
          highlightOnHover
          verticalSpacing="xs"
          horizontalSpacing={8}
          role="table"
        >
          <Table.Thead role="rowgroup">
            <Table.Tr role="row">
              {selection && <SelectAll rows={rows.data} keyOf={props.keyOf} selection={selection} />}
              {columns.map((column) => (
                <SortHeader key={column.key} column={column} sorting={sorting} onSort={onSort} />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody role="rowgroup">
            {rows.data.map((row, index) => (
              <Fragment key={props.keyOf(row)}>
                <GroupHeading {...props} row={row} previous={rows.data?.[index - 1]} />
                <DataRow {...props} row={row} />
              </Fragment>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

function SelectAll<Row>({
  rows,
  keyOf,
  selection,
}: {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  selection: Selection<Row>;
}) {
  const { common } = useTexts();
  const selectable = rows.filter((row) => selection.isSelectable?.(row) ?? true).map(keyOf);
  const all = selectable.length > 0 && selectable.every((key) => selection.selected.has(key));
  return (
    <Table.Th w={44} role="columnheader" mod={{ selector: true }}>
      <Checkbox
        aria-label={common.selectAll}
        label={<span className={classes.selectAllLabel}>{common.selectAll}</span>}
        checked={all}
        indeterminate={!all && selection.selected.size > 0}
        disabled={selectable.length === 0}
        onChange={() => selection.change(new Set(all ? [] : selectable))}
      />
    </Table.Th>
  );
}

function GroupHeading<Row>({
  row,
  previous,
  groupOf,
  columns,
  selection,
}: Props<Row> & { row: Row; previous: Row | undefined }) {
  const group = groupOf?.(row);
  if (group === undefined || (previous !== undefined && groupOf?.(previous) === group)) {
    return null;
  }
  return (
    <Table.Tr className={classes.group} role="row">
      <Table.Th colSpan={columns.length + (selection ? 1 : 0)} role="rowheader">
        {group}
      </Table.Th>
    </Table.Tr>
  );
}

function DataRow<Row>({ row, columns, keyOf, linkOf, selection, isDimmed }: Props<Row> & { row: Row }) {
  const navigate = useNavigate();
  const target = linkOf?.(row);
  const open = (event: MouseEvent<HTMLElement>) => {
    const onControl = event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
    if (target !== undefined && !onControl && window.getSelection()?.isCollapsed !== false) {
      void navigate(target);
    }
  };
  return (
    <Table.Tr role="row" onClick={open} mod={{ link: target !== undefined, dimmed: isDimmed?.(row) ?? false }}>
      {selection && <SelectRow row={row} rowKey={keyOf(row)} selection={selection} />}
      {columns.map(({ key, title, cell, numeric, isAction }, index) => (
        <Table.Td key={key} role="cell" data-label={title} mod={{ numeric, action: isAction }}>
          <span className={classes.value}>
            {index === 0 && target !== undefined ? (
              <Link to={target} className={classes.link}>
                {cell(row)}
              </Link>
            ) : (
              cell(row)
            )}
          </span>
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function SelectRow<Row>({ row, rowKey, selection }: { row: Row; rowKey: string; selection: Selection<Row> }) {
  const { common } = useTexts();
  const { selected, change, nameOf, isSelectable } = selection;
  const toggle = () => {
    const next = new Set(selected);
    if (!next.delete(rowKey)) {
      next.add(rowKey);
    }
    change(next);
  };
  return (
    <Table.Td role="cell" mod={{ selector: true }}>
      {(isSelectable?.(row) ?? true) && (
        <Checkbox aria-label={common.select(nameOf(row))} checked={selected.has(rowKey)} onChange={toggle} />
      )}
    </Table.Td>
  );
}
