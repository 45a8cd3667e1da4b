import { listMessages, type Message } from '../../api/traffic';
import { AddressLink } from '../../components/AddressLink';
import { Mono } from '../../components/Mono';
import { PagedTable } from '../../components/PagedTable';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useTexts } from '../../i18n/language';

export function ReceivedMessages({ address }: { address: string }) {
  const { identity, messages: texts } = useTexts();
  const columns: Column<Message>[] = [
    { key: 'sender', title: texts.sender, cell: ({ senderAddress }) => <AddressLink address={senderAddress} /> },
    { key: 'device', title: texts.senderDevice, cell: ({ senderDevice }) => <Mono>{senderDevice}</Mono> },
    { key: 'attachments', title: texts.attachments, numeric: true, cell: (message) => message.numberOfAttachments },
    { key: 'sentAt', title: texts.sentAt, cell: ({ sendDate }) => <Timestamp value={sendDate} withTime /> },
  ];
  return (
    <PagedTable
      label={identity.receivedMessages}
      queryKey={['identity', address, 'received']}
      load={(page, signal) => listMessages(address, 'Incoming', page, signal)}
      columns={columns}
      keyOf={({ messageId }) => messageId}
      emptyText={identity.noReceivedMessages}
    />
  );
}
