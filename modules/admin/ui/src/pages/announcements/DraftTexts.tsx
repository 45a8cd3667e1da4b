import { ActionIcon, Fieldset, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { AnnouncementText } from '../../api/announcements';
import { useFormat, useTexts } from '../../i18n/language';
import { kDefaultLanguage, languageCodes } from './languageCodes';

interface Props {
  texts: AnnouncementText[];
  onChange: (texts: AnnouncementText[]) => void;
}

/** Title and body in each language; English is always there. */
export function DraftTexts({ texts, onChange }: Props) {
  const { announcements } = useTexts();
  const format = useFormat();
  const others = languageCodes
    .filter((code) => texts.every(({ language }) => language !== code))
    .map((value) => ({ value, label: format.language(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const change = (language: string, part: Partial<AnnouncementText>) =>
    onChange(texts.map((text) => (text.language === language ? { ...text, ...part } : text)));
  return (
    <Stack gap="sm">
      {texts.map(({ language, title, body }) => (
        <Fieldset key={language} legend={format.language(language)}>
          <Stack gap="xs">
            <Group align="flex-end" gap="xs" wrap="nowrap">
              <TextInput
                flex={1}
                required
                label={announcements.subject}
                value={title}
                onChange={(event) => change(language, { title: event.currentTarget.value })}
              />
              {language !== kDefaultLanguage && (
                <ActionIcon
                  variant="subtle"
                  color="red"
                  size={36}
                  aria-label={announcements.removeLanguage(format.language(language))}
                  onClick={() => onChange(texts.filter((text) => text.language !== language))}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              )}
            </Group>
            <Textarea
              required
              autosize
              minRows={2}
              maxRows={10}
              label={announcements.body}
              value={body}
              onChange={(event) => change(language, { body: event.currentTarget.value })}
            />
          </Stack>
        </Fieldset>
      ))}
      <Select
        aria-label={announcements.addLanguage}
        placeholder={announcements.addLanguage}
        data={others}
        value={null}
        searchable
        onChange={(language) => language !== null && onChange([...texts, { language, title: '', body: '' }])}
      />
    </Stack>
  );
}
