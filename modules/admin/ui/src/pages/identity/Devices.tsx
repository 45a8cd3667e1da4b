import { Badge } from '@mantine/core';
import type { Device } from '../../api/identities';
import { DataTable } from '../../components/DataTable';
import { Mono } from '../../components/Mono';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import { useFormat, useTexts } from '../../i18n/language';

export function Devices({ devices }: { devices: Device[] }) {
  const { common, identity, devices: texts } = useTexts();
  const format = useFormat();
  const columns: Column<Device>[] = [
    { key: 'id', title: texts.id, cell: ({ id }) => <Mono>{id}</Mono> },
    { key: 'username', title: texts.username, cell: ({ username }) => <Mono>{username}</Mono> },
    { key: 'createdAt', title: texts.createdAt, cell: ({ createdAt }) => <Timestamp value={createdAt} /> },
    { key: 'lastLogin', title: texts.lastLoginAt, cell: ({ lastLogin }) => <Timestamp value={lastLogin?.time} /> },
    { key: 'language', title: texts.language, cell: (device) => format.language(device.communicationLanguage) },
    {
      key: 'backup',
      title: texts.backup,
      cell: ({ isBackupDevice }) => (isBackupDevice ? <Badge variant="light">{common.yes}</Badge> : common.no),
    },
  ];
  return (
    <DataTable
      label={identity.devices}
      columns={columns}
      rows={{ data: devices, error: null, refetch: () => undefined }}
      keyOf={({ id }) => id}
      emptyText={identity.noDevices}
    />
  );
}
