// What a page shows when it could not be drawn or does not exist; the navigation stays usable.
import { Link as RouterLink, useRouteError } from 'react-router';
import Button from '@mui/material/Button';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorPanel } from '../components/error-panel.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { useTexts } from '../lib/texts.ts';

export const RouteError = () => {
  const { t } = useTexts('app');
  const error = useRouteError();
  return (
    <>
      <PageHeader title={t('error.title')} />
      <ErrorPanel
        error={error}
        onRetry={() => {
          window.location.reload();
        }}
      />
    </>
  );
};

export const NotFoundPage = () => {
  const { t } = useTexts('app');
  return (
    <>
      <PageHeader title={t('notFound.title')} />
      <EmptyState
        title={t('notFound.nothing')}
        text={t('notFound.moved')}
        action={
          <Button component={RouterLink} to="/" variant="contained">
            {t('notFound.home')}
          </Button>
        }
      />
    </>
  );
};
