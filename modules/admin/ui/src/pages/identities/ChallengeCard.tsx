import { Button, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { createChallenge } from '../../api/challenges';
import { Fact, Facts } from '../../components/Facts';
import { Mono } from '../../components/Mono';
import { notifyFailure } from '../../components/notify';
import { Timestamp } from '../../components/Timestamp';
import { useErrorText } from '../../i18n/errorText';
import { useTexts } from '../../i18n/language';

export function ChallengeCard() {
  const { common, identities } = useTexts();
  const errorText = useErrorText();
  const { mutate, data, isPending, reset } = useMutation({
    mutationFn: () => createChallenge(),
    onError: (error) => notifyFailure(errorText(error)),
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
      <Modal
        opened={data !== undefined}
        onClose={reset}
        title={identities.challengeCreated}
        centered
        lockScroll={false}
        closeButtonProps={{ 'aria-label': common.close }}
      >
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
      </Modal>
    </Paper>
  );
}
