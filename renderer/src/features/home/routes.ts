// Routes of this feature.
import type { RouteObject } from 'react-router';

export const homeRoutes: readonly RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./pages/home-page.tsx')).HomePage }) },
];
