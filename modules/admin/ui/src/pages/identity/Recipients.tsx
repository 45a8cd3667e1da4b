import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { AddressLink } from '../../components/AddressLink';
import { Dialog } from '../../components/Dialog';
import { useTexts } from '../../i18n/language';
import classes from './Recipients.module.css';

const kShown = 3;

/** The first recipients of a message, and a dialog with all of them when there are more. */
export function Recipients({ addresses }: { addresses: string[] }) {
  const { messages } = useTexts();
  const [isOpen, dialog] = useDisclosure(false);
  const links = (shown: string[]) => shown.map((address) => <AddressLink key={address} address={address} />);
  return (
    <Stack gap={2}>
      {links(addresses.slice(0, kShown))}
      {addresses.length > kShown && (
        <Button variant="subtle" size="compact-xs" className={classes.all} onClick={dialog.open}>
          {messages.showAll(addresses.length)}
        </Button>
      )}
      <Dialog opened={isOpen} onClose={dialog.close} title={messages.allRecipients(addresses.length)}>
        <Stack gap="xs">{links(addresses)}</Stack>
      </Dialog>
    </Stack>
  );
}
