import { MultiSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listTiers } from '../../api/tiers';
import { ComparedDate } from '../../components/ComparedDate';
import { ComparedNumber } from '../../components/ComparedNumber';
import { FilterPanel } from '../../components/FilterPanel';
import { useTexts } from '../../i18n/language';
import { emptyClientFilter, type ClientFilter } from './clientFilter';

interface Props {
  filter: ClientFilter;
  onChange: (filter: ClientFilter) => void;
}

const isSet = (filter: ClientFilter[keyof ClientFilter]) =>
  typeof filter === 'string' || Array.isArray(filter) ? filter.length > 0 : filter.value !== '';

export function ClientFilters({ filter, onChange }: Props) {
  const { common, clients: texts } = useTexts();
  const { data: tiers = [] } = useQuery({ queryKey: ['tiers'], queryFn: ({ signal }) => listTiers(signal) });
  const change = (part: Partial<ClientFilter>) => onChange({ ...filter, ...part });
  return (
    <FilterPanel count={Object.values(filter).filter(isSet).length} onClear={() => onChange(emptyClientFilter)}>
      <TextInput
        label={texts.id}
        value={filter.clientId}
        onChange={(event) => change({ clientId: event.currentTarget.value })}
      />
      <TextInput
        label={texts.displayName}
        value={filter.displayName}
        onChange={(event) => change({ displayName: event.currentTarget.value })}
      />
      <MultiSelect
        label={texts.defaultTier}
        data={tiers
          .filter((tier) => tier.canBeUsedAsDefaultForClient)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.defaultTiers}
        onChange={(defaultTiers) => change({ defaultTiers })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': common.clear }}
      />
      <ComparedNumber
        label={texts.numberOfIdentities}
        value={filter.numberOfIdentities}
        onChange={(numberOfIdentities) => change({ numberOfIdentities })}
      />
      <ComparedDate label={texts.createdAt} value={filter.createdAt} onChange={(createdAt) => change({ createdAt })} />
    </FilterPanel>
  );
}
