// Routes of this feature.
import type { RouteObject } from 'react-router';

export const usersRoutes: readonly RouteObject[] = [
  { path: 'users', lazy: async () => ({ Component: (await import('./pages/users-page.tsx')).UsersPage }) },
  { path: 'users/add', lazy: async () => ({ Component: (await import('./pages/add-users-page.tsx')).AddUsersPage }) },
  {
    path: 'users/mails/:batchId',
    lazy: async () => ({ Component: (await import('./pages/mail-outcomes-page.tsx')).MailOutcomesPage }),
  },
  {
    path: 'users/:userId',
    lazy: async () => ({ Component: (await import('./pages/user-details-page.tsx')).UserDetailsPage }),
  },
];
