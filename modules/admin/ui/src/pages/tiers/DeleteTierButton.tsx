import { Button, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { deleteTier, kBasicTierName, kQueuedForDeletionTier, type Tier } from '../../api/tiers';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useNotify } from '../../components/useNotify';
import { useTexts } from '../../i18n/language';

export function DeleteTierButton({ tier }: { tier: Tier }) {
  const { common, tiers: texts } = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isAsking, asking] = useDisclosure(false);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => deleteTier(tier.id),
    onSuccess: () => {
      notify.success(texts.deleted(tier.name));
      void queryClient.invalidateQueries({ queryKey: ['tiers'] });
      void navigate('/tiers');
    },
  });
  const isOfSystem = tier.id === kQueuedForDeletionTier || tier.name === kBasicTierName;
  return (
    <>
      <Tooltip label={texts.notDeletable} disabled={!isOfSystem}>
        <Button
          variant="light"
          color="red"
          leftSection={<IconTrash size={17} />}
          data-disabled={isOfSystem || undefined}
          aria-disabled={isOfSystem}
          onClick={() => !isOfSystem && asking.open()}
        >
          {texts.delete}
        </Button>
      </Tooltip>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => {
          reset();
          asking.close();
        }}
        title={texts.delete}
        question={texts.deleteQuestion(tier.name)}
        submitLabel={common.delete}
        onConfirm={() => mutate()}
        isRunning={isPending}
        error={error}
      />
    </>
  );
}
