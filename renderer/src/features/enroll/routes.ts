// Routes of this feature.
import type { RouteObject } from 'react-router';

export const enrollRoutes: readonly RouteObject[] = [
  { path: 'enroll', lazy: async () => ({ Component: (await import('./pages/enroll-page.tsx')).EnrollPage }) },
];
