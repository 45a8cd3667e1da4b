import { ActionIcon, Group, NativeSelect, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronLeftPipe, IconChevronRight, IconChevronRightPipe } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat, useTexts } from '../i18n/language';

export interface PageOf {
  /** Counted from 0. */
  number: number;
  size: number;
}

export const pageSizes = [5, 10, 25, 50, 100];
export const firstPage: PageOf = { number: 0, size: 5 };

interface Props {
  page: PageOf;
  total: number;
  onChange: (page: PageOf) => void;
}

/** Below a table whose pages the server cuts. */
export function Pager({ page, total, onChange }: Props) {
  const { paging } = useTexts();
  const format = useFormat();
  if (total === 0) {
    return null;
  }
  const last = Math.ceil(total / page.size) - 1;
  const from = format.number(Math.min(page.number * page.size + 1, total));
  const to = format.number(Math.min((page.number + 1) * page.size, total));
  const button = (label: string, number: number, icon: ReactNode) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      disabled={number < 0 || number > last || number === page.number}
      onClick={() => onChange({ ...page, number })}
    >
      {icon}
    </ActionIcon>
  );
  return (
    <Group justify="flex-end" gap="md" mt="xs">
      <Group gap={6} wrap="nowrap">
        <Text size="xs" c="dimmed" component="span">
          {paging.rowsPerPage}
        </Text>
        <NativeSelect
          size="xs"
          aria-label={paging.rowsPerPage}
          data={pageSizes.map(String)}
          value={page.size}
          onChange={(event) => onChange({ number: 0, size: Number(event.currentTarget.value) })}
        />
      </Group>
      <Text size="xs" aria-live="polite">
        {paging.range(from, to, format.number(total))}
      </Text>
      <Group gap={2} wrap="nowrap">
        {button(paging.first, 0, <IconChevronLeftPipe size={18} />)}
        {button(paging.previous, page.number - 1, <IconChevronLeft size={18} />)}
        {button(paging.next, page.number + 1, <IconChevronRight size={18} />)}
        {button(paging.last, last, <IconChevronRightPipe size={18} />)}
      </Group>
    </Group>
  );
}
