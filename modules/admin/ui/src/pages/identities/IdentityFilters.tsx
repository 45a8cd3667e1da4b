import { MultiSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listClients } from '../../api/clients';
import { emptyIdentityFilter, type IdentityFilter } from '../../api/odata';
import { listTiers } from '../../api/tiers';
import { ComparedDate } from '../../components/ComparedDate';
import { ComparedNumber } from '../../components/ComparedNumber';
import { FilterPanel } from '../../components/FilterPanel';
import { useTexts } from '../../i18n/language';

interface Props {
  filter: IdentityFilter;
  hidden: 'tier' | 'createdWithClient' | undefined;
  onChange: (filter: IdentityFilter) => void;
}

const isSet = (filter: IdentityFilter[keyof IdentityFilter]) =>
  typeof filter === 'string' || Array.isArray(filter) ? filter.length > 0 : filter.value !== '';

export function IdentityFilters({ filter, hidden, onChange }: Props) {
  const { identities } = useTexts();
  const change = (part: Partial<IdentityFilter>) => onChange({ ...filter, ...part });
  return (
    <FilterPanel count={Object.values(filter).filter(isSet).length} onClear={() => onChange(emptyIdentityFilter)}>
      <TextInput
        label={identities.address}
        value={filter.address}
        onChange={(event) => change({ address: event.currentTarget.value })}
      />
      {hidden !== 'tier' && <TierChoice value={filter.tiers} onChange={(tiers) => change({ tiers })} />}
      {hidden !== 'createdWithClient' && (
        <ClientChoice value={filter.clients} onChange={(clients) => change({ clients })} />
      )}
      <ComparedNumber
        label={identities.devices}
        value={filter.numberOfDevices}
        onChange={(numberOfDevices) => change({ numberOfDevices })}
      />
      <ComparedDate
        label={identities.createdAt}
        value={filter.createdAt}
        onChange={(createdAt) => change({ createdAt })}
      />
      <ComparedDate
        label={identities.lastLoginAt}
        value={filter.lastLoginAt}
        onChange={(lastLoginAt) => change({ lastLoginAt })}
      />
      <ComparedNumber
        label={identities.datawalletVersion}
        value={filter.datawalletVersion}
        onChange={(datawalletVersion) => change({ datawalletVersion })}
      />
      <ComparedNumber
        label={identities.identityVersion}
        value={filter.identityVersion}
        onChange={(identityVersion) => change({ identityVersion })}
      />
    </FilterPanel>
  );
}

interface ChoiceProps {
  value: string[];
  onChange: (value: string[]) => void;
}

function TierChoice({ value, onChange }: ChoiceProps) {
  const { common, identities } = useTexts();
  const { data: tiers = [] } = useQuery({ queryKey: ['tiers'], queryFn: ({ signal }) => listTiers(signal) });
  const choices = tiers.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <MultiSelect
      label={identities.tiers}
      data={choices}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': common.clear }}
    />
  );
}

function ClientChoice({ value, onChange }: ChoiceProps) {
  const { common, identities } = useTexts();
  const { data: clients = [] } = useQuery({ queryKey: ['clients'], queryFn: ({ signal }) => listClients(signal) });
  const choices = clients.map(({ clientId, displayName }) => ({ value: clientId, label: displayName }));
  return (
    <MultiSelect
      label={identities.clients}
      data={choices}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': common.clear }}
    />
  );
}
