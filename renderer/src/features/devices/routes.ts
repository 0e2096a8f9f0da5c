// Routes of this feature.
import type { RouteObject } from 'react-router';

export const devicesRoutes: readonly RouteObject[] = [
  { path: 'devices', lazy: async () => ({ Component: (await import('./pages/devices-page.tsx')).DevicesPage }) },
  {
    path: 'devices/unassigned',
    lazy: async () => ({ Component: (await import('./pages/unassigned-log-page.tsx')).UnassignedLogPage }),
  },
  { path: 'devices/:id', lazy: async () => ({ Component: (await import('./pages/device-page.tsx')).DevicePage }) },
];
