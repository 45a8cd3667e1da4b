import { Anchor } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { changeClient, type Client } from '../../api/clients';
import { listTiers } from '../../api/tiers';
import { ChangeTierDialog } from '../../components/ChangeTierDialog';
import { Fact, Facts } from '../../components/Facts';
import { Timestamp } from '../../components/Timestamp';
import { useFormat, useTexts } from '../../i18n/language';
import { ChangeMaxIdentitiesDialog } from './ChangeMaxIdentitiesDialog';

export function ClientFacts({ client, onChange }: { client: Client; onChange: () => void }) {
  const { common, clients: texts } = useTexts();
  const format = useFormat();
  const [isChangingTier, changingTier] = useDisclosure(false);
  const [isChangingMax, changingMax] = useDisclosure(false);
  const tiers = useQuery({ queryKey: ['tiers'], queryFn: ({ signal }) => listTiers(signal) });
  const tier = tiers.data?.find(({ id }) => id === client.defaultTier);
  const canChangeTier = tier !== undefined && (tier.canBeUsedAsDefaultForClient || tier.canBeManuallyAssigned);
  return (
    <Facts>
      <Fact name={texts.id} copy={client.clientId}>
        {client.clientId}
      </Fact>
      <Fact name={texts.displayName}>{client.displayName}</Fact>
      <Fact name={texts.numberOfIdentities}>{format.number(client.numberOfIdentities)}</Fact>
      <Fact name={texts.maxIdentities} onEdit={changingMax.open}>
        {client.maxIdentities === null ? common.noLimit : format.number(client.maxIdentities)}
      </Fact>
      <Fact name={texts.createdAt}>
        <Timestamp value={client.createdAt} withTime />
      </Fact>
      <Fact name={texts.defaultTier} onEdit={canChangeTier ? changingTier.open : undefined}>
        <Anchor component={Link} inherit to={`/tiers/${client.defaultTier}`}>
          {tier?.name ?? client.defaultTier}
        </Anchor>
      </Fact>
      {isChangingTier && (
        <ChangeTierDialog
          title={texts.changeDefaultTier}
          label={texts.defaultTier}
          currentTierId={client.defaultTier}
          change={(defaultTier) => changeClient(client.clientId, { defaultTier, maxIdentities: client.maxIdentities })}
          successText={texts.changed}
          onClose={changingTier.close}
          onChanged={onChange}
        />
      )}
      {isChangingMax && <ChangeMaxIdentitiesDialog client={client} onClose={changingMax.close} onChanged={onChange} />}
    </Facts>
  );
}
