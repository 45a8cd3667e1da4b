import { NavLink as NavigationLink } from '@mantine/core';
import {
  IconApps,
  IconHistory,
  IconLayoutDashboard,
  IconSpeakerphone,
  IconStack2,
  IconUsers,
} from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { useTexts } from '../i18n/language';
import classes from './Navigation.module.css';

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { navigation } = useTexts();
  const { pathname } = useLocation();
  const places = [
    { to: '/dashboard', label: navigation.dashboard, Icon: IconLayoutDashboard },
    { to: '/identities', label: navigation.identities, Icon: IconUsers },
    { to: '/tiers', label: navigation.tiers, Icon: IconStack2 },
    { to: '/clients', label: navigation.clients, Icon: IconApps },
    { to: '/announcements', label: navigation.announcements, Icon: IconSpeakerphone },
    { to: '/audit-log', label: navigation.auditLog, Icon: IconHistory },
  ];
  return (
    <nav aria-label={navigation.label} className={classes.list}>
      {places.map(({ to, label, Icon }) => {
        const isHere = pathname === to || pathname.startsWith(`${to}/`);
        return (
          <NavigationLink
            key={to}
            component={Link}
            to={to}
            label={label}
            active={isHere}
            aria-current={isHere ? 'page' : undefined}
            leftSection={<Icon size={19} stroke={1.7} aria-hidden />}
            className={classes.link}
            onClick={onNavigate}
          />
        );
      })}
    </nav>
  );
}
