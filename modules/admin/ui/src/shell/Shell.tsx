import { Button, Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout, IconSettings } from '@tabler/icons-react';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { session } from '../api/session';
import { LoadingState } from '../components/states';
import { useTexts } from '../i18n/language';
import { Brand } from './Brand';
import { Navigation } from './Navigation';
import { SettingsDialog } from './SettingsDialog';
import classes from './Shell.module.css';

/** What surrounds every screen of a session. */
export function Shell() {
  const { common, navigation, skipToContent } = useTexts();
  const [isMenuOpen, menu] = useDisclosure(false);
  const [isSettingsOpen, settings] = useDisclosure(false);
  const openSettings = () => {
    menu.close();
    settings.open();
  };
  const below = (
    <div className={classes.below}>
      <Button
        fullWidth
        justify="flex-start"
        variant="subtle"
        color="gray"
        leftSection={<IconSettings size={19} stroke={1.7} />}
        onClick={openSettings}
      >
        {navigation.settings}
      </Button>
      <Button
        fullWidth
        justify="flex-start"
        variant="subtle"
        color="gray"
        leftSection={<IconLogout size={19} stroke={1.7} />}
        onClick={() => session.end()}
      >
        {navigation.logout}
      </Button>
    </div>
  );
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {skipToContent}
      </a>
      <aside className={classes.side}>
        <div className={classes.sticky}>
          <div className={classes.brand}>
            <Brand />
          </div>
          <Navigation />
          {below}
        </div>
      </aside>
      <header className={classes.top}>
        <Burger
          opened={isMenuOpen}
          onClick={menu.toggle}
          size="sm"
          aria-label={isMenuOpen ? navigation.close : navigation.open}
        />
        <Brand size={26} />
      </header>
      <Drawer
        opened={isMenuOpen}
        onClose={menu.close}
        size={270}
        title={<Brand size={26} />}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': common.close }}
        classNames={{ body: classes.drawer }}
      >
        <Navigation onNavigate={menu.close} />
        {below}
      </Drawer>
      <main id="content" className={classes.content} tabIndex={-1}>
        <Suspense fallback={<LoadingState />}>
          <Outlet />
        </Suspense>
      </main>
      <SettingsDialog opened={isSettingsOpen} onClose={settings.close} />
    </div>
  );
}
