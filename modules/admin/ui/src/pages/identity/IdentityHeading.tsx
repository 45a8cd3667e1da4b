import { CopyButton } from '../../components/CopyButton';
import { Mono } from '../../components/Mono';
import { useTexts } from '../../i18n/language';

export function IdentityHeading({ address }: { address: string }) {
  const { identity } = useTexts();
  return (
    <>
      <Mono>{address}</Mono> <CopyButton what={identity.address} value={address} />
    </>
  );
}
