// Who a client is by its address: by what limits tell strangers apart, and what trusted proxies say of their clients.
import { BlockList, isIP, isIPv6 } from 'node:net';

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

/** Proxies whose word about their clients counts. */
export interface TrustedProxies {
  includes(address: string): boolean;
}

const unmapped = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** From addresses and networks such as `192.0.2.7` or `10.0.0.0/8`; what is neither is left out. */
export const trustedProxiesOf = (networks: readonly string[]): TrustedProxies => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const version = isIP(address);
    if (version === 0) continue;
    list.addSubnet(address, Number(prefix ?? (version === 4 ? 32 : 128)), version === 4 ? 'ipv4' : 'ipv6');
  }
  return {
    includes(remoteAddress) {
      const address = unmapped(remoteAddress.split('%')[0] ?? '');
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
    },
  };
};

/** An address as proxies write it: with a port, in brackets, in quotes. Undefined for a name or nonsense. */
const hopOf = (text: string): string | undefined => {
  const bare = text.trim().replace(/^"(.*)"$/, '$1');
  const address = /^\[([^\]]+)\](?::\d+)?$/.exec(bare)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare)?.[1] ?? bare;
  return isIP(address) === 0 ? undefined : unmapped(address);
};

/** As Node has them: repeated ones are joined with ", ". */
type ClientHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The hops that proxies noted, the first of them leftmost. RFC 7239 where there is no X-Forwarded-For. */
const hopsOf = (headers: ClientHeaders): (string | undefined)[] => {
  const common = headers['x-forwarded-for'];
  if (typeof common === 'string') return common.split(',').map(hopOf);
  const standard = headers['forwarded'];
  if (typeof standard !== 'string') return [];
  return standard.split(',').map((element) => hopOf(/(?:^|;)\s*for\s*=\s*("[^"]*"|[^;\s]*)/i.exec(element)?.[1] ?? ''));
};

/**
 * The address of the client: that of the connection, unless a trusted proxy made it. Its headers are read from the end,
 * since each proxy adds what it saw itself and a client may have written anything before: the first address that is no
 * trusted proxy is the client's. Where a trusted proxy says nothing that can be read, it is taken for the client.
 */
export const clientAddressOf = (connection: string, headers: ClientHeaders, proxies: TrustedProxies): string => {
  if (!proxies.includes(connection)) return connection;
  let client = connection;
  const hops = hopsOf(headers);
  while (proxies.includes(client)) {
    const before = hops.pop();
    if (before === undefined) return client;
    client = before;
  }
  return client;
};
