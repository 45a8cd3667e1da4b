import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { createChallenge } from '../../api/challenges';
import { Fact, Facts } from '../../components/Facts';
import { Mono } from '../../components/Mono';
import { useNotify } from '../../components/useNotify';
import { Timestamp } from '../../components/Timestamp';
import { Dialog } from '../../components/Dialog';
import { useErrorText } from '../../i18n/errorText';
import { useTexts } from '../../i18n/language';

export function ChallengeCard() {
  const { identities } = useTexts();
  const notify = useNotify();
  const errorText = useErrorText();
  const { mutate, data, isPending, reset } = useMutation({
    mutationFn: () => createChallenge(),
    onError: (error) => notify.failure(errorText(error)),
  });
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5">
        {identities.challengeTitle}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {identities.challengeLead}
      </Text>
      <Button variant="light" leftSection={<IconKey size={16} />} loading={isPending} onClick={() => mutate()}>
        {identities.createChallenge}
      </Button>
      <Dialog opened={data !== undefined} onClose={reset} title={identities.challengeCreated}>
        {data && (
          <Stack>
            <Facts>
              <Fact name={identities.challengeId} copy={data.id}>
                <Mono>{data.id}</Mono>
              </Fact>
              <Fact name={identities.expiresAt}>
                <Timestamp value={data.expiresAt} withTime />
              </Fact>
            </Facts>
          </Stack>
        )}
      </Dialog>
    </Paper>
  );
}
