import { Badge, Button, Group, Paper } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { kQueuedForDeletionTier, listTiers, type TierOverview } from '../../api/tiers';
import { DataTable } from '../../components/DataTable';
import { Mono } from '../../components/Mono';
import { Page } from '../../components/Page';
import type { Column } from '../../components/table';
import { useFormat, useTexts } from '../../i18n/language';
import { CreateTierDialog } from './CreateTierDialog';

export default function Tiers() {
  const { tiers: texts } = useTexts();
  const format = useFormat();
  const [isCreating, creating] = useDisclosure(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['tiers'],
    queryFn: ({ signal }) => listTiers(signal),
    select: (tiers) => [...tiers].sort((a, b) => a.name.localeCompare(b.name)),
  });
  const columns: Column<TierOverview>[] = [
    { key: 'id', title: texts.id, cell: ({ id }) => <Mono>{id}</Mono> },
    { key: 'name', title: texts.name, cell: (tier) => <TierName tier={tier} /> },
    {
      key: 'identities',
      title: texts.numberOfIdentities,
      numeric: true,
      cell: (tier) => format.number(tier.numberOfIdentities),
    },
  ];
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      onReload={() => void refetch()}
      isReloading={isFetching}
      actions={
        <Button leftSection={<IconPlus size={17} />} onClick={creating.open}>
          {texts.create}
        </Button>
      }
    >
      <Paper withBorder p="sm">
        <DataTable
          label={texts.title}
          columns={columns}
          rows={{ data, error, refetch }}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/tiers/${encodeURIComponent(id)}`}
          emptyText={texts.empty}
        />
      </Paper>
      {isCreating && <CreateTierDialog onClose={creating.close} />}
    </Page>
  );
}

function TierName({ tier }: { tier: TierOverview }) {
  const { tiers: texts } = useTexts();
  return (
    <Group gap="xs" component="span">
      {tier.name}
      {tier.id === kQueuedForDeletionTier && (
        <Badge variant="light" color="gray" size="sm">
          {texts.system}
        </Badge>
      )}
    </Group>
  );
}
