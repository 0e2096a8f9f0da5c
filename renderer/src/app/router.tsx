// All routes. A feature brings its own; each loads when it is first opened and fails on its own.
import { createHashRouter, type RouteObject } from 'react-router';
import { auditRoutes } from '../features/audit/routes.ts';
import { businessManagerRoutes } from '../features/business-manager/routes.ts';
import { devicesRoutes } from '../features/devices/routes.ts';
import { enrollRoutes } from '../features/enroll/routes.ts';
import { entraRoutes } from '../features/entra/routes.ts';
import { groupsRoutes } from '../features/groups/routes.ts';
import { homeRoutes } from '../features/home/routes.ts';
import { mailRoutes } from '../features/mail/routes.ts';
import { ldapRoutes } from '../features/ldap/routes.ts';
import { notificationsRoutes } from '../features/notifications/routes.ts';
import { serverRoutes } from '../features/server/routes.ts';
import { userSettingsRoutes } from '../features/user-settings/routes.ts';
import { usersRoutes } from '../features/users/routes.ts';
import { PageLoading } from '../components/page-loading.tsx';
import { Layout } from './layout.tsx';
import { NotFoundPage, RouteError } from './route-error.tsx';

const featureRoutes: readonly RouteObject[] = [
  ...homeRoutes,
  ...usersRoutes,
  ...groupsRoutes,
  ...userSettingsRoutes,
  ...devicesRoutes,
  ...enrollRoutes,
  ...ldapRoutes,
  ...entraRoutes,
  ...serverRoutes,
  ...mailRoutes,
  ...businessManagerRoutes,
  ...auditRoutes,
  ...notificationsRoutes,
];

export const createRouter = () =>
  createHashRouter([
    {
      path: '/',
      Component: Layout,
      HydrateFallback: PageLoading,
      ErrorBoundary: RouteError,
      children: [
        ...featureRoutes.map((route): RouteObject => ({ ...route, ErrorBoundary: RouteError })),
        { path: '*', Component: NotFoundPage },
      ],
    },
  ]);
