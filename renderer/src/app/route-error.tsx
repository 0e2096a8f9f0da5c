// What a page shows when it could not be drawn or does not exist; the navigation stays usable.
import { Link as RouterLink, useRouteError } from 'react-router';
import Button from '@mui/material/Button';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorPanel } from '../components/error-panel.tsx';
import { PageHeader } from '../components/page-header.tsx';

export const RouteError = () => {
  const error = useRouteError();
  return (
    <>
      <PageHeader title="This page could not be shown" />
      <ErrorPanel
        error={error}
        onRetry={() => {
          window.location.reload();
        }}
      />
    </>
  );
};

export const NotFoundPage = () => (
  <>
    <PageHeader title="No such page" />
    <EmptyState
      title="There is nothing at this address"
      text="The page may have moved."
      action={
        <Button component={RouterLink} to="/" variant="contained">
          Go to Home
        </Button>
      }
    />
  </>
);
