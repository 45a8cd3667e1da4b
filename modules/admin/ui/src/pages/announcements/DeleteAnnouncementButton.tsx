import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { deleteAnnouncement } from '../../api/announcements';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useNotify } from '../../components/useNotify';
import { useTexts } from '../../i18n/language';

export function DeleteAnnouncementButton({ id }: { id: string }) {
  const { common, announcements: texts } = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isAsking, asking] = useDisclosure(false);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => deleteAnnouncement(id),
    onSuccess: () => {
      notify.success(texts.deleted);
      void queryClient.invalidateQueries({ queryKey: ['announcements'] });
      void navigate('/announcements');
    },
  });
  return (
    <>
      <Button variant="light" color="red" leftSection={<IconTrash size={17} />} onClick={asking.open}>
        {texts.delete}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => {
          reset();
          asking.close();
        }}
        title={texts.delete}
        question={texts.deleteQuestion}
        submitLabel={common.delete}
        onConfirm={() => mutate()}
        isRunning={isPending}
        error={error}
      />
    </>
  );
}
