import { Anchor } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { changeTierOfIdentity, type Identity } from '../../api/identities';
import { listTiers } from '../../api/tiers';
import { ChangeTierDialog } from '../../components/ChangeTierDialog';
import { Fact, Facts } from '../../components/Facts';
import { Mono } from '../../components/Mono';
import { Timestamp } from '../../components/Timestamp';
import { shortened } from '../../format/format';
import { useTexts } from '../../i18n/language';

const kShownOfPublicKey = 20;

export function IdentityFacts({ identity, onChange }: { identity: Identity; onChange: () => void }) {
  const { identity: texts } = useTexts();
  const [isChangingTier, changingTier] = useDisclosure(false);
  const tiers = useQuery({ queryKey: ['tiers'], queryFn: ({ signal }) => listTiers(signal) });
  const tier = tiers.data?.find(({ id }) => id === identity.tierId);
  return (
    <Facts>
      {identity.clientId !== null && (
        <Fact name={texts.clientId} copy={identity.clientId}>
          <Anchor component={Link} inherit to={`/clients/${encodeURIComponent(identity.clientId)}`}>
            {identity.clientId}
          </Anchor>
        </Fact>
      )}
      <Fact name={texts.publicKey} copy={identity.publicKey}>
        <Mono>{shortened(identity.publicKey, kShownOfPublicKey)}</Mono>
      </Fact>
      <Fact name={texts.createdAt}>
        <Timestamp value={identity.createdAt} withTime />
      </Fact>
      <Fact name={texts.version}>{identity.identityVersion}</Fact>
      <Fact name={texts.tier} onEdit={tier?.canBeManuallyAssigned ? changingTier.open : undefined}>
        <Anchor component={Link} inherit to={`/tiers/${identity.tierId}`}>
          {tier?.name ?? identity.tierId}
        </Anchor>
      </Fact>
      {isChangingTier && (
        <ChangeTierDialog
          title={texts.changeTier}
          label={texts.tier}
          currentTierId={identity.tierId}
          change={(tierId) => changeTierOfIdentity(identity.address, tierId)}
          successText={texts.tierChanged}
          onClose={changingTier.close}
          onChanged={onChange}
        />
      )}
    </Facts>
  );
}
