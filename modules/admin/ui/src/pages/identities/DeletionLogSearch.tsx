import { Button, Paper, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../../i18n/language';
import classes from './Card.module.css';

export function DeletionLogSearch() {
  const { identities } = useTexts();
  const navigate = useNavigate();
  const [address, setAddress] = useState('');
  const wanted = address.trim();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5">
        {identities.auditLogTitle}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {identities.auditLogLead}
      </Text>
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(`/identities/${encodeURIComponent(wanted)}/deletion-process-audit-logs`);
        }}
      >
        <TextInput
          flex={1}
          aria-label={identities.address}
          placeholder={identities.address}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" disabled={wanted === ''} leftSection={<IconSearch size={16} />}>
          {identities.find}
        </Button>
      </form>
    </Paper>
  );
}
