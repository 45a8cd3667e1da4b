import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { deleteQuota, type Quota, type QuotaOwner } from '../../api/quotas';
import { DataTable } from '../../components/DataTable';
import { DeleteManyDialog } from '../../components/DeleteManyDialog';
import { useNotify } from '../../components/useNotify';
import type { Column, Selection } from '../../components/table';
import { useTexts } from '../../i18n/language';
import { AddQuotaDialog } from './AddQuotaDialog';
import { useMetricName } from './useMetricName';

interface Props<Row extends Quota> {
  owner: QuotaOwner;
  ownerName: string;
  quotas: readonly Row[];
  columns: readonly Column<Row>[];
  isReadOnly: boolean;
  /** Called when a quota came or went. */
  onChange: () => void;
  isDeletable?: (quota: Row) => boolean;
  isWithoutEffect?: (quota: Row) => boolean;
  groupOf?: (quota: Row) => string;
}

const none: ReadonlySet<string> = new Set();

/** The quotas of a tier or of an identity, with what can be done about them. */
export function QuotasPanel<Row extends Quota>(props: Props<Row>) {
  const { owner, ownerName, quotas, columns, isReadOnly, onChange, isDeletable, isWithoutEffect, groupOf } = props;
  const { common, quotas: texts } = useTexts();
  const notify = useNotify();
  const metricName = useMetricName();
  const [selected, setSelected] = useState(none);
  const [isAdding, adding] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);

  const afterDeletion = (deleted: readonly string[]) => {
    setSelected(none);
    notify.success(texts.removed(deleted.length));
    onChange();
  };

  const selection: Selection<Row> = {
    selected,
    change: setSelected,
    nameOf: ({ metric, period }) => `${metricName(metric)}, ${texts.periods[period]}`,
    isSelectable: isDeletable,
  };

  return (
    <>
      {isReadOnly ? (
        <Text size="sm" c="dimmed" mb="xs">
          {texts.systemTier}
        </Text>
      ) : (
        <Group justify="flex-end" gap="xs" mb="xs">
          <Button
            size="xs"
            variant="light"
            color="red"
            leftSection={<IconTrash size={15} />}
            disabled={selected.size === 0}
            onClick={deleting.open}
          >
            {texts.remove}
          </Button>
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={adding.open}>
            {texts.add}
          </Button>
        </Group>
      )}
      <DataTable
        label={texts.title}
        columns={columns}
        rows={{ data: quotas, error: null, refetch: onChange }}
        keyOf={({ id }) => id}
        emptyText={texts.empty}
        groupOf={groupOf}
        isDimmed={isWithoutEffect}
        selection={isReadOnly ? undefined : selection}
      />
      {isAdding && <AddQuotaDialog owner={owner} onClose={adding.close} onAdded={onChange} />}
      <DeleteManyDialog
        opened={isDeleting}
        onClose={deleting.close}
        title={texts.removeTitle}
        question={texts.removeQuestion(selected.size, ownerName)}
        submitLabel={common.delete}
        keys={[...selected]}
        deleteOne={(id) => deleteQuota(owner, id)}
        onDeleted={afterDeletion}
      />
    </>
  );
}
