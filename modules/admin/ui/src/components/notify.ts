import { notifications } from '@mantine/notifications';

const kMilliseconds = 3000;

export const notifySuccess = (message: string) => {
  notifications.show({ message, color: 'teal', autoClose: kMilliseconds });
};

export const notifyFailure = (message: string) => {
  notifications.show({ message, color: 'red', autoClose: kMilliseconds * 2 });
};
