import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { Mono } from './Mono';

/** The address of an identity, which leads to it. */
export function AddressLink({ address }: { address: string }) {
  return (
    <Anchor component={Link} inherit to={`/identities/${encodeURIComponent(address)}`}>
      <Mono>{address}</Mono>
    </Anchor>
  );
}
