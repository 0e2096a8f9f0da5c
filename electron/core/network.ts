// Names and addresses under which devices may reach this machine.
import { hostname, networkInterfaces } from 'node:os';

/** The name of this computer as a host name; `localhost` if the system has none that is one. */
export const machineHostName = (): string => {
  const name = hostname().toLowerCase();
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(name) ? name : 'localhost';
};

/** IPv4 and IPv6 addresses of this machine, without loopback and link-local ones. */
export const machineAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal && !entry.address.startsWith('fe80:'))
    .map((entry) => entry.address);
