// By what limits tell strangers apart.
import { isIPv6 } from 'node:net';

/** Leading groups of an IPv6 address that name the network: whoever has one has a whole /64 to send from (RFC 6177). */
const networkGroups = 4;

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));

/** The address of an IPv4 client, also where it came in as IPv6; the /64 network of an IPv6 client. */
export const networkOf = (remoteAddress: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(remoteAddress)?.[1];
  if (mapped !== undefined || !isIPv6(remoteAddress)) return mapped ?? remoteAddress;
  const [head = '', tail = ''] = (remoteAddress.split('%')[0] ?? '').split('::');
  const [front, back] = [groupsOf(head), groupsOf(tail)];
  // An IPv4 address at the end stands for two groups.
  const omitted = 8 - front.length - back.length - (remoteAddress.includes('.') ? 1 : 0);
  const groups = [...front, ...Array.from({ length: omitted }, () => '0'), ...back].slice(0, networkGroups);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
};
