import { Badge, Button, Text, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconLockOpen } from '@tabler/icons-react';
import { listTokens, unlockToken, type Token } from '../../api/traffic';
import { AddressLink } from '../../components/AddressLink';
import { Mono } from '../../components/Mono';
import { useNotify } from '../../components/useNotify';
import { PagedTable } from '../../components/PagedTable';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useErrorText } from '../../i18n/errorText';
import { useTexts } from '../../i18n/language';

export function Tokens({ address }: { address: string }) {
  const { common, identity, tokens: texts } = useTexts();
  const columns: Column<Token>[] = [
    { key: 'id', title: texts.id, cell: ({ id }) => <Mono>{id}</Mono> },
    { key: 'createdAt', title: texts.createdAt, cell: ({ createdAt }) => <Timestamp value={createdAt} withTime /> },
    { key: 'expiresAt', title: texts.expiresAt, cell: ({ expiresAt }) => <Timestamp value={expiresAt} withTime /> },
    {
      key: 'device',
      title: texts.createdByDevice,
      cell: (token) => (token.createdByDevice === null ? '–' : <Mono>{token.createdByDevice}</Mono>),
    },
    {
      key: 'forIdentity',
      title: texts.forIdentity,
      cell: ({ forIdentity }) => (forIdentity === null ? '–' : <AddressLink address={forIdentity} />),
    },
    {
      key: 'password',
      title: texts.password,
      cell: ({ isPasswordProtected }) =>
        isPasswordProtected ? <Badge variant="light">{common.yes}</Badge> : common.no,
    },
    {
      key: 'unlock',
      title: texts.actions,
      cell: (token) => (token.isPasswordProtected ? <Unlock id={token.id} /> : '–'),
    },
  ];
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.unlockHint}
      </Text>
      <PagedTable
        label={identity.tokens}
        queryKey={['identity', address, 'tokens']}
        load={(page, signal) => listTokens(address, page, signal)}
        columns={columns}
        keyOf={({ id }) => id}
        emptyText={identity.noTokens}
      />
    </>
  );
}

function Unlock({ id }: { id: string }) {
  const { tokens: texts } = useTexts();
  const notify = useNotify();
  const errorText = useErrorText();
  const { mutate, isPending } = useMutation({
    mutationFn: () => unlockToken(id),
    onSuccess: () => notify.success(texts.unlocked),
    onError: (error) => notify.failure(errorText(error)),
  });
  return (
    <Tooltip label={texts.unlockHint} multiline maw={260}>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconLockOpen size={14} />}
        loading={isPending}
        onClick={() => mutate()}
      >
        {texts.unlock}
      </Button>
    </Tooltip>
  );
}
