import { Button, Paper } from '@mantine/core';
import { IconFilter, IconFilterOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../i18n/language';
import classes from './FilterPanel.module.css';

interface Props {
  /** How many filters are set. */
  count: number;
  onClear: () => void;
  children: ReactNode;
}

/** The filters above a table; on a narrow screen they are folded away at first. */
export function FilterPanel({ count, onClear, children }: Props) {
  const { common } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <Paper withBorder p="sm" className={classes.panel} component="search">
      <div className={classes.bar}>
        <Button
          className={classes.toggle}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconFilter size={16} />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {count === 0 ? common.filters : `${common.filters} (${count})`}
        </Button>
      </div>
      <div className={classes.fields} data-open={isOpen || undefined}>
        {children}
        {count > 0 && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFilterOff size={16} />}
            onClick={onClear}
            className={classes.clear}
          >
            {common.clearFilters}
          </Button>
        )}
      </div>
    </Paper>
  );
}
