// Routes of this feature.
import type { RouteObject } from 'react-router';

export const businessManagerRoutes: readonly RouteObject[] = [
  {
    path: 'business-manager',
    lazy: async () => ({ Component: (await import('./pages/business-manager-page.tsx')).BusinessManagerPage }),
  },
];
