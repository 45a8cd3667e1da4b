import { notifications } from '@mantine/notifications';
import { useTexts } from '../i18n/language';

const kMilliseconds = 3000;

/** Says at the bottom of the screen, for a short while, how something ended. */
export function useNotify() {
  const { common } = useTexts();
  const show = (message: string, color: string) => {
    notifications.show({ message, color, autoClose: kMilliseconds, closeButtonProps: { 'aria-label': common.close } });
  };
  return {
    success: (message: string) => show(message, 'teal'),
    failure: (message: string) => show(message, 'red'),
  };
}
