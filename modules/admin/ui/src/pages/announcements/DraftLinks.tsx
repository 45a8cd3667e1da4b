import { ActionIcon, Button, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useFormat, useTexts } from '../../i18n/language';
import { limits, moved, type DraftLink } from './draft';
import { kDefaultLanguage } from './languageCodes';

interface Props {
  links: DraftLink[];
  languages: string[];
  onChange: (links: DraftLink[]) => void;
}

/** The links of an announcement in their order, each with a name in the languages of the announcement. */
export function DraftLinks({ links, languages, onChange }: Props) {
  const { announcements: texts } = useTexts();
  const format = useFormat();
  const change = (key: string, part: Partial<DraftLink>) =>
    onChange(links.map((link) => (link.key === key ? { ...link, ...part } : link)));
  return (
    <Stack gap="sm">
      {links.map((link, index) => (
        <Fieldset key={link.key} legend={texts.linkNumber(index + 1)}>
          <Stack gap="xs">
            {languages.map((language) => (
              <TextInput
                key={language}
                required={language === kDefaultLanguage}
                label={texts.linkName(format.language(language))}
                maxLength={limits.linkName}
                value={link.names[language] ?? ''}
                onChange={(event) =>
                  change(link.key, { names: { ...link.names, [language]: event.currentTarget.value } })
                }
              />
            ))}
            <TextInput
              required
              type="url"
              label={texts.link}
              maxLength={limits.link}
              value={link.link}
              onChange={(event) => change(link.key, { link: event.currentTarget.value })}
            />
            <Group gap={4} justify="flex-end">
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={index === 0}
                aria-label={texts.moveUp(index + 1)}
                onClick={() => onChange(moved(links, index, -1))}
              >
                <IconArrowUp size={17} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={index === links.length - 1}
                aria-label={texts.moveDown(index + 1)}
                onClick={() => onChange(moved(links, index, 1))}
              >
                <IconArrowDown size={17} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={texts.removeLink(index + 1)}
                onClick={() => onChange(links.filter(({ key }) => key !== link.key))}
              >
                <IconTrash size={17} />
              </ActionIcon>
            </Group>
          </Stack>
        </Fieldset>
      ))}
      <Button
        variant="light"
        leftSection={<IconPlus size={16} />}
        onClick={() => onChange([...links, { key: randomId(), names: {}, link: '' }])}
      >
        {texts.addLink}
      </Button>
    </Stack>
  );
}
