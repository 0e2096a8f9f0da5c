// Routes of this feature.
import type { RouteObject } from 'react-router';

export const entraRoutes: readonly RouteObject[] = [
  { path: 'entra', lazy: async () => ({ Component: (await import('./pages/entra-page.tsx')).EntraPage }) },
];
