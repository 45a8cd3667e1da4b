import { Group, Text } from '@mantine/core';
import { useTexts } from '../i18n/language';

export function Brand({ size = 28 }: { size?: number }) {
  const { brand } = useTexts();
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/icon.svg" width={size} height={size} alt="" />
      <Text fw={650} size={size > 30 ? 'xl' : 'md'} component="span" lh={1.2}>
        {brand}
      </Text>
    </Group>
  );
}
