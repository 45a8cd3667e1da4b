import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
  /** Numbers stand at the end of their cell. */
  numeric?: boolean;
  /** Leaves its room to other columns where there is little. */
  isNarrow?: boolean;
  /** What is to be pressed; where a row is a card it takes the whole width. */
  isAction?: boolean;
}

export interface Sorting {
  column: string;
  descending: boolean;
}

export interface Selection<Row> {
  selected: ReadonlySet<string>;
  change: (selected: ReadonlySet<string>) => void;
  /** What the row is called, for those who cannot see it. */
  nameOf: (row: Row) => string;
  isSelectable?: (row: Row) => boolean;
}

/** The part of a query that a table shows. */
export interface Rows<Row> {
  data: readonly Row[] | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** Other column: ascending; same column: the other way. */
export const sortedBy = (current: Sorting, column: string): Sorting => ({
  column,
  descending: current.column === column && !current.descending,
});
