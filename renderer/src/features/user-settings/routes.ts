// Routes of this feature.
import type { RouteObject } from 'react-router';

export const userSettingsRoutes: readonly RouteObject[] = [
  {
    path: 'user-settings',
    lazy: async () => ({ Component: (await import('./pages/user-settings-page.tsx')).UserSettingsPage }),
  },
];
