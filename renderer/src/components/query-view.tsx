// The states of something read from the core: loading, failed with a retry, stale, there.
import Stack from '@mui/material/Stack';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from './error-panel.tsx';
import { PageLoading } from './page-loading.tsx';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** A failed refresh leaves what was read before in sight, under the error. */
export const QueryView = <T,>({ query, children }: Props<T>) => {
  const error = query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return error === false ? <PageLoading /> : error;
  return error === false ? (
    children(query.data)
  ) : (
    <Stack sx={{ gap: 2 }}>
      {error}
      {children(query.data)}
    </Stack>
  );
};
