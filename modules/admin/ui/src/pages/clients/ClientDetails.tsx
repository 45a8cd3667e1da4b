import { Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { getClient } from '../../api/clients';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { LoadingState } from '../../components/states';
import { useTexts } from '../../i18n/language';
import { IdentitiesTable } from '../identities/IdentitiesTable';
import { LoadFailed } from '../LoadFailed';
import { ClientFacts } from './ClientFacts';

export default function ClientDetails() {
  const { id = '' } = useParams();
  const { clients: texts, navigation } = useTexts();
  const queryClient = useQueryClient();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['client', id],
    queryFn: ({ signal }) => getClient(id, signal),
  });
  if (error !== null && data === undefined) {
    return <LoadFailed error={error} onRetry={() => void refetch()} />;
  }
  const reload = () => {
    void refetch();
    void queryClient.invalidateQueries({ queryKey: ['identities'] });
  };
  return (
    <Page
      title={data?.displayName ?? texts.client}
      parent={{ to: '/clients', title: navigation.clients }}
      onReload={reload}
      isReloading={isFetching}
    >
      {data === undefined ? (
        <LoadingState />
      ) : (
        <Stack gap="sm">
          <ClientFacts client={data} onChange={() => void refetch()} />
          <Section title={texts.identities} icon={<IconUsers size={18} stroke={1.7} />}>
            <IdentitiesTable within={{ client: id }} />
          </Section>
        </Stack>
      )}
    </Page>
  );
}
