// Routes of this feature.
import type { RouteObject } from 'react-router';

export const groupsRoutes: readonly RouteObject[] = [
  { path: 'user-groups', lazy: async () => ({ Component: (await import('./pages/groups-page.tsx')).GroupsPage }) },
  {
    path: 'user-groups/:groupId',
    lazy: async () => ({ Component: (await import('./pages/group-details-page.tsx')).GroupDetailsPage }),
  },
];
