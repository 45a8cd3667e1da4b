import { listMessages, type Message } from '../../api/traffic';
import { PagedTable } from '../../components/PagedTable';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useTexts } from '../../i18n/language';
import { Recipients } from './Recipients';

export function SentMessages({ address }: { address: string }) {
  const { identity, messages: texts } = useTexts();
  const columns: Column<Message>[] = [
    {
      key: 'recipients',
      title: texts.recipients,
      cell: ({ recipients }) => <Recipients addresses={recipients.map((each) => each.address)} />,
    },
    { key: 'attachments', title: texts.attachments, numeric: true, cell: (message) => message.numberOfAttachments },
    { key: 'sentAt', title: texts.sentAt, cell: ({ sendDate }) => <Timestamp value={sendDate} withTime /> },
  ];
  return (
    <PagedTable
      label={identity.sentMessages}
      queryKey={['identity', address, 'sent']}
      load={(page, signal) => listMessages(address, 'Outgoing', page, signal)}
      columns={columns}
      keyOf={({ messageId }) => messageId}
      emptyText={identity.noSentMessages}
    />
  );
}
