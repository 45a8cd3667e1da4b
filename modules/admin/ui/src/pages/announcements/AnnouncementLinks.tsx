import { Paper, Text } from '@mantine/core';
import type { AnnouncementAction } from '../../api/announcements';
import { useFormat, useTexts } from '../../i18n/language';
import classes from './Announcements.module.css';

/** The links with their names in all languages. What they lead to is text here, since operators have no reason to follow it. */
export function AnnouncementLinks({ actions }: { actions: AnnouncementAction[] }) {
  const { announcements: texts } = useTexts();
  const format = useFormat();
  if (actions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {texts.noLinks}
      </Text>
    );
  }
  return (
    <div className={classes.links}>
      {actions.map(({ displayName, link }, index) => (
        <Paper key={index} withBorder p="sm">
          {Object.entries(displayName).map(([language, name]) => (
            <Text key={language} size="sm">
              <Text span c="dimmed" inherit>
                {format.language(language)}:
              </Text>{' '}
              {name}
            </Text>
          ))}
          <Text size="sm" mt={4} className={classes.body}>
            {link}
          </Text>
        </Paper>
      ))}
    </div>
  );
}
