// What is doubtful about a host name under which devices are to reach the server. A hint for people, not a bar.
import { type AdminText, say } from '../locales/admin-texts.ts';

const isLoopback = (name: string): boolean =>
  /^(localhost|localhost\.localdomain|.*\.localhost|127(\.\d+){1,3}|0\.0\.0\.0|\[?::1?\]?)$/.test(name);

/**
 * Undefined for a name that devices anywhere can look up; otherwise why they cannot and what to do. Case and a dot at the
 * end do not count.
 */
export const hostNameConcern = (typed: string): AdminText | undefined => {
  const host = typed.trim().toLowerCase().replace(/\.$/, '');
  if (isLoopback(host)) return say('checklist.hostLoopback', { host });
  if (/^[\d.]+$/.test(host) || host.includes(':')) return say('checklist.hostAddress', { host });
  if (!host.includes('.')) return say('checklist.hostBare', { host });
  return /\.(local|localdomain|lan|home|fritz\.box|home\.arpa)$/.test(host)
    ? say('checklist.hostLocal', { host })
    : undefined;
};
