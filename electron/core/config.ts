// What a shell tells the core at start. Everything else is a setting in the database.
import type { AppleEndpoints, EntraEndpoints } from './ports.ts';

export interface CoreConfig {
  /** Folder with the database, the key file and the logs; created when missing. */
  readonly dataDir: string;
  /** Overrides of this start, which are not stored. Port 0 takes any free port. */
  readonly port?: number | undefined;
  readonly hostName?: string | undefined;
  /** Address to listen on; all of this machine by default. */
  readonly listenAddress?: string | undefined;
  /** Lets the command line in whatever the setting says; a headless server does. */
  readonly commandLineAccess?: boolean | undefined;
  readonly endpoints?: Partial<AppleEndpoints> | undefined;
  readonly entraEndpoints?: Partial<EntraEndpoints> | undefined;
  /** PEM certificates accepted as issuers of machine-info signers besides Apple's own. */
  readonly machineInfoAnchors?: readonly string[] | undefined;
}

export const appleEndpoints: AppleEndpoints = {
  pushOrigin: 'https://api.push.apple.com:443',
  pushTrustedCertificates: [],
};

export const microsoftEndpoints: EntraEndpoints = {
  loginOrigin: 'https://login.microsoftonline.com',
  graphOrigin: 'https://graph.microsoft.com',
  trustedCertificates: [],
};
