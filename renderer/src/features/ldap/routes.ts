// Routes of this feature.
import type { RouteObject } from 'react-router';

export const ldapRoutes: readonly RouteObject[] = [
  { path: 'ldap', lazy: async () => ({ Component: (await import('./pages/ldap-page.tsx')).LdapPage }) },
  {
    path: 'users/invite-from-ldap',
    lazy: async () => ({ Component: (await import('./pages/import-page.tsx')).ImportPage }),
  },
];
