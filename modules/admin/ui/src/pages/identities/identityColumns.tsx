import type { IdentityOverview } from '../../api/identities';
import { Mono } from '../../components/Mono';
import type { Column } from '../../components/table';
import { Timestamp } from '../../components/Timestamp';
import type { Texts } from '../../i18n/en';

/** The keys of sortable columns are the names by which the server sorts. */
export const identityColumns = (texts: Texts['identities']): Column<IdentityOverview>[] => [
  { key: 'address', title: texts.address, sortable: true, cell: ({ address }) => <Mono>{address}</Mono> },
  { key: 'tier', title: texts.tier, cell: ({ tier }) => tier?.name },
  {
    key: 'createdWithClient',
    title: texts.client,
    sortable: true,
    isNarrow: true,
    cell: ({ createdWithClient: client }) => client,
  },
  {
    key: 'numberOfDevices',
    title: texts.devices,
    sortable: true,
    numeric: true,
    isNarrow: true,
    cell: (row) => row.numberOfDevices,
  },
  {
    key: 'createdAt',
    title: texts.createdAt,
    sortable: true,
    isNarrow: true,
    cell: (row) => <Timestamp value={row.createdAt} />,
  },
  {
    key: 'lastLoginAt',
    title: texts.lastLoginAt,
    sortable: true,
    isNarrow: true,
    cell: (row) => <Timestamp value={row.lastLoginAt} otherwise="" />,
  },
  {
    key: 'datawalletVersion',
    title: texts.datawalletVersion,
    sortable: true,
    numeric: true,
    isNarrow: true,
    cell: (row) => row.datawalletVersion,
  },
  {
    key: 'identityVersion',
    title: texts.identityVersion,
    sortable: true,
    numeric: true,
    isNarrow: true,
    cell: (row) => row.identityVersion,
  },
];
