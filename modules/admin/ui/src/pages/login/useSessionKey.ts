import { useSyncExternalStore } from 'react';
import { session } from '../../api/session';

export const useSessionKey = () => useSyncExternalStore(session.subscribe, session.key);
