// Routes of this feature.
import type { RouteObject } from 'react-router';

export const mailRoutes: readonly RouteObject[] = [
  { path: 'mail', lazy: async () => ({ Component: (await import('./pages/mail-page.tsx')).MailPage }) },
];
