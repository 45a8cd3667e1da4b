import { Button, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../i18n/language';

export function NotFound() {
  const { brand, errorPage } = useTexts();
  return (
    <Stack align="center" gap="xs" py={80}>
      <title>{`${errorPage.notFound} · ${brand}`}</title>
      <Text size="xl" c="dimmed" fw={650}>
        404
      </Text>
      <Title order={1} size="h3">
        {errorPage.notFound}
      </Title>
      <Text c="dimmed">{errorPage.noSuchPage}</Text>
      <Button component={Link} to="/identities" mt="md">
        {errorPage.toStart}
      </Button>
    </Stack>
  );
}
