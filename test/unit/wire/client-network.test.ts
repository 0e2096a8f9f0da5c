import { describe, expect, it } from 'vitest';
import { serverSettingsInput } from '../../../shared/ipc/server/server.ts';
import { clientAddressOf, trustedProxiesOf } from '../../../electron/wire/client-network.ts';

const proxies = trustedProxiesOf(['10.0.0.5', '192.0.2.0/28', 'fd00::/64', 'nonsense']);
const client = (connection: string, headers: Record<string, string>) => clientAddressOf(connection, headers, proxies);

describe('the address of a client', () => {
  it.each([
    ['what a stranger says of itself', '198.51.100.1', { 'x-forwarded-for': '203.0.113.9' }, '198.51.100.1'],
    ['a trusted proxy’s word', '10.0.0.5', { 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9'],
    ['the same over IPv6', '::ffff:10.0.0.5', { 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9'],
    [
      'the last word, not what the client wrote before',
      '10.0.0.5',
      { 'x-forwarded-for': '1.2.3.4, 203.0.113.9' },
      '203.0.113.9',
    ],
    [
      'a chain of trusted proxies',
      '10.0.0.5',
      { 'x-forwarded-for': '1.2.3.4, 203.0.113.9, 192.0.2.3, fd00::1' },
      '203.0.113.9',
    ],
    ['nothing but trusted ones', '10.0.0.5', { 'x-forwarded-for': '192.0.2.3' }, '192.0.2.3'],
    ['no word', '10.0.0.5', {}, '10.0.0.5'],
    ['nonsense', '10.0.0.5', { 'x-forwarded-for': '203.0.113.9, unknown' }, '10.0.0.5'],
    ['a port', '10.0.0.5', { 'x-forwarded-for': '203.0.113.9:4711' }, '203.0.113.9'],
    ['RFC 7239', '10.0.0.5', { forwarded: 'for=1.2.3.4, for="[2001:db8::7]:4711";proto=https' }, '2001:db8::7'],
    ['RFC 7239 without for', '10.0.0.5', { forwarded: 'proto=https' }, '10.0.0.5'],
    ['both headers', '10.0.0.5', { forwarded: 'for=1.2.3.4', 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9'],
    ['a neighbour of a trusted network', '192.0.2.16', { 'x-forwarded-for': '203.0.113.9' }, '192.0.2.16'],
  ])('from %s', (_what, connection, headers, expected) => {
    expect(client(connection, headers as Record<string, string>)).toBe(expected);
  });
});

describe('the setting of trusted proxies', () => {
  it.each([
    ['10.0.0.5', true],
    ['10.0.0.0/8', true],
    ['fd00::1', true],
    ['fd00::/64', true],
    ['0.0.0.0/0', false],
    ['::/0', false],
    ['proxy.office.example', false],
    ['10.0.0.0/33', false],
    ['', false],
  ])('%s fits: %s', (network, fits) => {
    expect(serverSettingsInput.shape.trustedProxies.safeParse([network]).success).toBe(fits);
  });
});
