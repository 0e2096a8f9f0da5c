// Routes of this feature.
import type { RouteObject } from 'react-router';

export const auditRoutes: readonly RouteObject[] = [
  { path: 'audit-trail', lazy: async () => ({ Component: (await import('./pages/audit-page.tsx')).AuditPage }) },
];
