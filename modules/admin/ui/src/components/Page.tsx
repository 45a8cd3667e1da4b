import { ActionIcon, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../i18n/language';
import classes from './Page.module.css';

interface Props {
  title: string;
  /** What stands in the heading where it is more than the title, such as an address that can be copied. */
  heading?: ReactNode;
  lead?: ReactNode;
  /** The list that this page belongs to. */
  parent?: { to: string; title: string };
  onReload?: () => void;
  isReloading?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, heading, lead, parent, onReload, isReloading = false, actions, children }: Props) {
  const { brand, common } = useTexts();
  return (
    <Stack gap="md" className={classes.page}>
      <title>{`${title} · ${brand}`}</title>
      <header>
        {parent && (
          <Link to={parent.to} className={classes.parent}>
            <IconArrowLeft size={14} aria-hidden />
            {parent.title}
          </Link>
        )}
        <div className={classes.head}>
          <Title order={1} size="h3" className={classes.title}>
            {heading ?? title}
          </Title>
          {onReload && (
            <Tooltip label={common.reload}>
              <ActionIcon
                variant="default"
                size={36}
                aria-label={common.reload}
                onClick={onReload}
                loading={isReloading}
              >
                <IconRefresh size={18} />
              </ActionIcon>
            </Tooltip>
          )}
          {actions && <div className={classes.actions}>{actions}</div>}
          {lead !== undefined && (
            <Text size="sm" c="dimmed" className={classes.lead}>
              {lead}
            </Text>
          )}
        </div>
      </header>
      {children}
    </Stack>
  );
}
