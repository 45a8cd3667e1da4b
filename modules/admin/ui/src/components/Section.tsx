import { Accordion } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from './Section.module.css';

const kItem = 'content';

interface Props {
  title: string;
  icon: ReactNode;
  openAtFirst?: boolean;
  children: ReactNode;
}

/** A part of a page that is folded away at first; what it shows is loaded when it is opened. */
export function Section({ title, icon, openAtFirst = false, children }: Props) {
  const [opened, setOpened] = useState<string | null>(openAtFirst ? kItem : null);
  const [wasOpened, setWasOpened] = useState(openAtFirst);
  const change = (value: string | null) => {
    setOpened(value);
    setWasOpened(true);
  };
  return (
    <Accordion value={opened} onChange={change} variant="contained" order={2} className={classes.section}>
      <Accordion.Item value={kItem}>
        <Accordion.Control icon={icon}>{title}</Accordion.Control>
        <Accordion.Panel>{wasOpened && children}</Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
