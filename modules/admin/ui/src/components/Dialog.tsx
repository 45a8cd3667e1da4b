import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** A large dialog takes the whole of a narrow screen. */
  isLarge?: boolean;
  /** Closes only by its buttons. */
  isPersistent?: boolean;
  withCloseButton?: boolean;
  children: ReactNode;
}

export function Dialog({ isPersistent = false, isLarge = false, children, ...props }: Props) {
  const { common } = useTexts();
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Modal
      {...props}
      size={isLarge ? 'xl' : 'md'}
      centered
      fullScreen={isLarge && isNarrow}
      lockScroll={false}
      closeOnClickOutside={!isPersistent}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {children}
    </Modal>
  );
}
