import { Checkbox, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createAnnouncement, severities } from '../../api/announcements';
import { ActionDialog } from '../../components/ActionDialog';
import { DayInput } from '../../components/DayInput';
import { useNotify } from '../../components/useNotify';
import { inDays } from '../../format/days';
import { useTexts } from '../../i18n/language';
import classes from './Announcements.module.css';
import { announcementOf, emptyDraft, isComplete, limits, recipientsOf, type Draft } from './draft';
import { DraftLinks } from './DraftLinks';
import { DraftTexts } from './DraftTexts';

const kLongestLife = 365;

export function CreateAnnouncementDialog({ onClose }: { onClose: () => void }) {
  const { announcements: texts } = useTexts();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(emptyDraft);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { mutate, error, isPending } = useMutation({
    mutationFn: createAnnouncement,
    onSuccess: () => {
      notify.success(texts.published);
      void queryClient.invalidateQueries({ queryKey: ['announcements'] });
      onClose();
    },
  });
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={texts.create}
      isLarge
      submitLabel={texts.publish}
      onSubmit={() => draft.severity !== null && mutate(announcementOf(draft, draft.severity))}
      canSubmit={isComplete(draft)}
      isRunning={isPending}
      error={error}
    >
      <div className={classes.pair}>
        <Select
          data-autofocus
          required
          label={texts.severity}
          data={severities.map((value) => ({ value, label: texts.severities[value] }))}
          value={draft.severity}
          onChange={(severity) => change({ severity })}
        />
        <DayInput
          label={texts.expiresAt}
          description={texts.expiresHint}
          inputWrapperOrder={['label', 'input', 'description']}
          value={draft.expiresOn}
          onChange={(expiresOn) => change({ expiresOn })}
          minDate={inDays(0)}
          maxDate={inDays(kLongestLife)}
        />
      </div>
      <DraftTexts texts={draft.texts} onChange={(changed) => change({ texts: changed })} />
      <DraftLinks
        links={draft.links}
        languages={draft.texts.map(({ language }) => language)}
        onChange={(links) => change({ links })}
      />
      <Textarea
        label={texts.recipients}
        description={texts.recipientsHint}
        autosize
        minRows={2}
        maxRows={6}
        value={draft.recipients}
        error={recipientsOf(draft).length > limits.recipients ? texts.tooManyRecipients : undefined}
        onChange={(event) => change({ recipients: event.currentTarget.value })}
      />
      <Checkbox
        label={texts.sendPush}
        checked={draft.push}
        onChange={(event) => change({ push: event.currentTarget.checked })}
      />
      {!draft.push && (
        <Textarea
          label={texts.iqlQuery}
          description={texts.iqlHint}
          autosize
          maxRows={6}
          maxLength={limits.iqlQuery}
          value={draft.iqlQuery}
          onChange={(event) => change({ iqlQuery: event.currentTarget.value })}
        />
      )}
    </ActionDialog>
  );
}
