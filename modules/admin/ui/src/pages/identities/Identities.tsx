import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { Page } from '../../components/Page';
import { useTexts } from '../../i18n/language';
import { ChallengeCard } from './ChallengeCard';
import { DeletionLogSearch } from './DeletionLogSearch';
import classes from './Identities.module.css';
import { IdentitiesTable } from './IdentitiesTable';

export default function Identities() {
  const { identities } = useTexts();
  const queryClient = useQueryClient();
  const isReloading = useIsFetching({ queryKey: ['identities'] }) > 0;
  return (
    <Page
      title={identities.title}
      lead={identities.lead}
      isReloading={isReloading}
      onReload={() => void queryClient.invalidateQueries({ queryKey: ['identities'] })}
    >
      <IdentitiesTable />
      <div className={classes.cards}>
        <DeletionLogSearch />
        <ChallengeCard />
      </div>
    </Page>
  );
}
