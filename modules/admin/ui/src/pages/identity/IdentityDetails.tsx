import { Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDevices, IconGauge, IconInbox, IconKey, IconSend, IconTrashX, IconUsersGroup } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { getIdentity } from '../../api/identities';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { LoadingState } from '../../components/states';
import { useTexts } from '../../i18n/language';
import { LoadFailed } from '../LoadFailed';
import { DeletionProcesses } from './DeletionProcesses';
import { Devices } from './Devices';
import { IdentityFacts } from './IdentityFacts';
import { IdentityHeading } from './IdentityHeading';
import { IdentityQuotas } from './IdentityQuotas';
import { ReceivedMessages } from './ReceivedMessages';
import { Relationships } from './Relationships';
import { SentMessages } from './SentMessages';
import { Tokens } from './Tokens';

export default function IdentityDetails() {
  const { address = '' } = useParams();
  const texts = useTexts();
  const queryClient = useQueryClient();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['identity', address, 'details'],
    queryFn: ({ signal }) => getIdentity(address, signal),
  });
  if (error !== null && data === undefined) {
    return <LoadFailed error={error} onRetry={() => void refetch()} />;
  }
  const reload = () => void queryClient.invalidateQueries({ queryKey: ['identity', address] });
  const icon = { size: 18, stroke: 1.7 };
  return (
    <Page
      title={address}
      heading={<IdentityHeading address={address} />}
      parent={{ to: '/identities', title: texts.navigation.identities }}
      onReload={reload}
      isReloading={isFetching}
    >
      {data === undefined ? (
        <LoadingState />
      ) : (
        <Stack gap="sm">
          <IdentityFacts identity={data} onChange={reload} />
          <Section title={texts.quotas.title} icon={<IconGauge {...icon} />}>
            <IdentityQuotas identity={data} onChange={reload} />
          </Section>
          <Section title={texts.identity.devices} icon={<IconDevices {...icon} />}>
            <Devices devices={data.devices} />
          </Section>
          <Section title={texts.identity.relationships} icon={<IconUsersGroup {...icon} />}>
            <Relationships address={address} />
          </Section>
          <Section title={texts.identity.receivedMessages} icon={<IconInbox {...icon} />}>
            <ReceivedMessages address={address} />
          </Section>
          <Section title={texts.identity.sentMessages} icon={<IconSend {...icon} />}>
            <SentMessages address={address} />
          </Section>
          <Section title={texts.identity.tokens} icon={<IconKey {...icon} />}>
            <Tokens address={address} />
          </Section>
          <Section title={texts.identity.deletionProcesses} icon={<IconTrashX {...icon} />}>
            <DeletionProcesses address={address} />
          </Section>
        </Stack>
      )}
    </Page>
  );
}
