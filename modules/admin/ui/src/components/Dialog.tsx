import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: string;
  /** Closes only by its buttons. */
  isPersistent?: boolean;
  withCloseButton?: boolean;
  children: ReactNode;
}

/** A dialog, which takes the whole of a narrow screen. */
export function Dialog({ isPersistent = false, size = 'md', children, ...props }: Props) {
  const { common } = useTexts();
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Modal
      {...props}
      size={size}
      centered
      fullScreen={isNarrow}
      lockScroll={false}
      closeOnClickOutside={!isPersistent}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {children}
    </Modal>
  );
}
