// Routes of this feature.
import type { RouteObject } from 'react-router';

export const serverRoutes: readonly RouteObject[] = [
  { path: 'server', lazy: async () => ({ Component: (await import('./pages/server-page.tsx')).ServerPage }) },
];
