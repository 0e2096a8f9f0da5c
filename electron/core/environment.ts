// Where the services of Apple and Microsoft are, for networks without them: tests and the demo point the app at stand-ins on loopback.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { pemCertificates } from '../../shared/pem.ts';
import type { CoreConfig } from './config.ts';
import { ProtocolError } from './errors.ts';

const certificatesIn = (file: string): string[] => {
  const found = pemCertificates(readFileSync(file, 'utf8'));
  if (found.length === 0) throw new ProtocolError('input.invalid', `${file} holds no PEM certificate.`);
  return found;
};

/** Where the services of Apple and Microsoft are, if the environment says something else than usual. */
export const endpointsFromEnvironment = (
  env: Readonly<Record<string, string | undefined>>,
): Pick<CoreConfig, 'endpoints' | 'entraEndpoints' | 'machineInfoAnchors'> => ({
  endpoints: {
    ...(env['RUSSET_PUSH_ORIGIN'] ? { pushOrigin: z.url().parse(env['RUSSET_PUSH_ORIGIN']) } : {}),
    ...(env['RUSSET_PUSH_CA'] ? { pushTrustedCertificates: certificatesIn(env['RUSSET_PUSH_CA']) } : {}),
  },
  entraEndpoints: {
    ...(env['RUSSET_ENTRA_LOGIN_ORIGIN'] ? { loginOrigin: z.url().parse(env['RUSSET_ENTRA_LOGIN_ORIGIN']) } : {}),
    ...(env['RUSSET_ENTRA_GRAPH_ORIGIN'] ? { graphOrigin: z.url().parse(env['RUSSET_ENTRA_GRAPH_ORIGIN']) } : {}),
    ...(env['RUSSET_ENTRA_CA'] ? { trustedCertificates: certificatesIn(env['RUSSET_ENTRA_CA']) } : {}),
  },
  machineInfoAnchors: env['RUSSET_DEVICE_ANCHORS'] ? certificatesIn(env['RUSSET_DEVICE_ANCHORS']) : [],
});
