// Routes of this feature.
import type { RouteObject } from 'react-router';

export const notificationsRoutes: readonly RouteObject[] = [
  {
    path: 'notifications',
    lazy: async () => ({ Component: (await import('./pages/notifications-page.tsx')).NotificationsPage }),
  },
];
