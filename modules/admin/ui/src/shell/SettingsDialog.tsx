import { Input, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { Dialog } from '../components/Dialog';
import { languages, nameOfLanguage, useLanguage, useTexts } from '../i18n/language';

export function SettingsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { settings } = useTexts();
  const { language, choose } = useLanguage();
  // Transitions stay, since Mantine would stop them with a `<style>` element.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Dialog opened={opened} onClose={onClose} title={settings.title}>
      <Stack gap="lg">
        <Input.Wrapper label={settings.theme} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={settings.theme}
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: 'light' as const, label: settings.light },
              { value: 'auto' as const, label: settings.system },
              { value: 'dark' as const, label: settings.dark },
            ]}
          />
        </Input.Wrapper>
        <Input.Wrapper label={settings.language} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={settings.language}
            value={language}
            onChange={choose}
            data={languages.map((value) => ({ value, label: nameOfLanguage(value) }))}
          />
        </Input.Wrapper>
        <Text size="xs" c="dimmed">
          {settings.keptHere}
        </Text>
      </Stack>
    </Dialog>
  );
}
