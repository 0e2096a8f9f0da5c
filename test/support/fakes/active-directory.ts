// A strict stand-in for a domain controller of Active Directory, as far as another LDAP server cannot be one: binary
// objectGUID and objectSid, long attributes in ranges, back links, primary groups, and the reasons of refused binds.
// Microsoft: [MS-ADTS] 3.1.1.3.1.3.3 (range retrieval), 3.1.1.3.4.1 (paged results); "LDAP error codes for bind".
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { adGuid, adSid, type AdAccount, type AdGroup, type AdTree, type AdValues } from './active-directory-tree.ts';
import { children, expectTag, integer, integerOf, readTlv, tlv, type Tlv } from './ber.ts';
import { matches, parseFilter } from './ldap-filter.ts';

export const adDomain = 'DC=office,DC=example';
export const adReader = { dn: `CN=Reader,CN=Users,${adDomain}`, password: 'reader secret' } as const;

export interface ActiveDirectory {
  readonly url: string;
  /** What clients did wrong; empty unless a client broke the protocol. */
  readonly complaints: readonly string[];
  /** Attributes that were asked for with a range option. */
  readonly rangesAsked: readonly string[];
  stop(): Promise<void>;
}

interface Entry {
  readonly dn: string;
  readonly values: AdValues;
}

const pagedOid = '1.2.840.113556.1.4.319';
/** LDAP result codes (RFC 4511 4.1.9). */
const success = 0;
const operationsError = 1;
const protocolError = 2;
const sizeLimitExceeded = 4;
const unavailableCriticalExtension = 12;
const noSuchObject = 32;
const invalidCredentials = 49;

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const entriesOf = ({ accounts, groups, units, hidden = [] }: AdTree): Entry[] => {
  const dnOfAccount = ({ name, unit = 'CN=Users' }: AdAccount): string => `CN=${name},${unit},${adDomain}`;
  const dnOfGroup = ({ name }: AdGroup): string => `CN=${name},CN=Users,${adDomain}`;
  const dnOf = (name: string): string => {
    const account = accounts.find((one) => one.name === name);
    if (account) return dnOfAccount(account);
    const group = groups.find((one) => one.name === name);
    if (group) return dnOfGroup(group);
    throw new Error(`nobody is called ${name}`);
  };
  const memberOf = (name: string): string[] =>
    groups.filter(({ members = [] }) => members.includes(name)).map((group) => dnOfGroup(group));
  return [
    ...accounts.map((account): Entry => ({
      dn: dnOfAccount(account),
      values: {
        objectClass: ['top', 'person', 'organizationalPerson', 'user'],
        // Asked for by its short name, kept as a DN: the filter knows.
        objectCategory: ['person'],
        cn: [account.name],
        name: [account.name],
        objectGUID: [adGuid(account.rid)],
        objectSid: [adSid(account.rid)],
        sAMAccountName: [account.sam],
        userPrincipalName: [account.upn ?? `${account.sam}@office.example`],
        userAccountControl: [String(account.control ?? 512)],
        primaryGroupID: [String(account.primaryGroup ?? 513)],
        memberOf: memberOf(account.name),
        ...account.values,
      },
    })),
    ...groups.map((group): Entry => ({
      dn: dnOfGroup(group),
      values: {
        objectClass: ['top', 'group'],
        cn: [group.name],
        name: [group.name],
        objectGUID: [adGuid(group.rid)],
        objectSid: [adSid(group.rid)],
        member: (group.members ?? []).map(dnOf),
        memberOf: memberOf(group.name),
      },
    })),
    ...units.map((name, index): Entry => ({
      dn: `OU=${name},${adDomain}`,
      values: {
        objectClass: ['top', 'organizationalUnit'],
        ou: [name],
        name: [name],
        objectGUID: [adGuid(9000 + index)],
      },
    })),
    ...[...hidden, 'Users'].map((name, index): Entry => ({
      dn: `CN=${name},${adDomain}`,
      values: {
        objectClass: ['top', 'container'],
        cn: [name],
        name: [name],
        objectGUID: [adGuid(9500 + index)],
        showInAdvancedViewOnly: [name === 'Users' ? 'FALSE' : 'TRUE'],
      },
    })),
  ];
};

/** Starts it on a free port of loopback. `maxValRange`: from how many values on an attribute comes in pieces. */
export const startActiveDirectory = async (
  tree: AdTree,
  { maxValRange = 1500 }: { readonly maxValRange?: number } = {},
): Promise<ActiveDirectory> => {
  const entries = entriesOf(tree);
  const complaints: string[] = [];
  const rangesAsked: string[] = [];
  const sockets = new Set<Socket>();

  /** The diagnostic message of a refusal, as a domain controller words it; undefined lets the user in. */
  const refusal = (name: string, password: string): string | undefined => {
    const said = (data: string): string =>
      `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v4563\0`;
    if (same(name, adReader.dn)) return password === adReader.password ? undefined : said('52e');
    const account = tree.accounts.find(
      (one) =>
        same(name, `CN=${one.name},${one.unit ?? 'CN=Users'},${adDomain}`) ||
        same(name, one.upn ?? `${one.sam}@office.example`) ||
        same(name, `OFFICE\\${one.sam}`),
    );
    if (!account) return said('525');
    if (account.refused === '775') return said('775');
    // Why an account may not sign in is told only to who knows the password.
    if (password !== account.password) return said('52e');
    return account.refused === undefined ? undefined : said(account.refused);
  };

  /** The attribute as it is sent: whole, or the piece that was asked for, or the first piece. */
  const piece = (asked: string | undefined, name: string, values: readonly (string | Buffer)[]) => {
    const range = /;range=(\d+)-(\d+|\*)$/i.exec(asked ?? '');
    if (!range && values.length <= maxValRange) return { type: name, values };
    if (asked !== undefined && range) rangesAsked.push(asked);
    const from = Number(range?.[1] ?? 0);
    const wantedEnd = range?.[2] === undefined || range[2] === '*' ? Infinity : Number(range[2]);
    const end = Math.min(wantedEnd, from + maxValRange - 1);
    const last = end >= values.length - 1;
    return { type: `${name};range=${String(from)}-${last ? '*' : String(end)}`, values: values.slice(from, end + 1) };
  };

  const attribute = (type: string, values: readonly (string | Buffer)[]): Buffer =>
    tlv(0x30, tlv(0x04, type), tlv(0x31, ...values.map((value) => tlv(0x04, value))));

  const encoded = (entry: Entry, asked: readonly string[]): Buffer => {
    const attributes = Object.entries(entry.values).flatMap(([name, values]) => {
      const wanted = asked.find((one) => same(one.replace(/;.*/, ''), name));
      if (asked.length > 0 && wanted === undefined && !asked.includes('*')) return [];
      if (values.length === 0) return [];
      const part = piece(wanted, name, values);
      // As the domain controller does it: beside the piece stands the name without values.
      return part.type === name
        ? [attribute(name, values)]
        : [...(wanted?.includes(';') ? [] : [attribute(name, [])]), attribute(part.type, part.values)];
    });
    return tlv(0x64, tlv(0x04, entry.dn), tlv(0x30, ...attributes));
  };

  const within = (dn: string, base: string, scope: number): boolean => {
    if (scope === 0) return same(dn, base);
    const under = dn.toLowerCase().endsWith(`,${base.toLowerCase()}`);
    if (scope === 2) return under || same(dn, base);
    return under && !/(?<!\\),/.test(dn.slice(0, dn.length - base.length - 1));
  };

  const result = (tag: number, code: number, message = ''): Buffer =>
    tlv(tag, integer(code, 0x0a), tlv(0x04, ''), tlv(0x04, message));

  const rootDse: Entry = {
    dn: '',
    values: {
      namingContexts: [adDomain, `CN=Configuration,${adDomain}`],
      defaultNamingContext: [adDomain],
      rootDomainNamingContext: [adDomain],
      supportedControl: [pagedOid],
    },
  };

  const serve = (socket: Socket): void => {
    let bound = false;
    const answer = (id: number, operation: Buffer, controls?: Buffer): void => {
      socket.write(tlv(0x30, integer(id), operation, ...(controls ? [tlv(0xa0, controls)] : [])));
    };

    const search = (id: number, operation: Tlv, paging: { size: number; from: number } | undefined): void => {
      const [base, scope, , sizeLimit, , typesOnly, filter, attributes] = children(operation);
      if (!base || !scope || !sizeLimit || !filter || !attributes || typesOnly?.tag !== 0x01) {
        throw new Error('an incomplete search');
      }
      const baseDn = expectTag(base, 0x04, 'base').value.toString('utf8');
      const asked = children(expectTag(attributes, 0x30, 'attributes')).map(({ value }) => value.toString('utf8'));
      const wanted = parseFilter(filter);
      if (baseDn === '' && integerOf(scope) === 0) {
        answer(id, encoded(rootDse, asked));
        answer(id, result(0x65, success));
        return;
      }
      if (!bound) {
        const message =
          '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563\0';
        answer(id, result(0x65, operationsError, message));
        return;
      }
      if (!same(baseDn, adDomain) && !entries.some(({ dn }) => within(dn, baseDn, 2))) {
        answer(id, result(0x65, noSuchObject, '0000208D: NameErr: DSID-0310028D, problem 2001 (NO_OBJECT), data 0\0'));
        return;
      }
      const all = entries.filter(
        (entry) => within(entry.dn, baseDn, integerOf(scope)) && matches(wanted, entry.values),
      );
      const limit = integerOf(sizeLimit);
      const shown = paging
        ? all.slice(paging.from, paging.from + paging.size)
        : all.slice(0, limit > 0 ? limit : undefined);
      for (const entry of shown) answer(id, encoded(entry, asked));
      if (!paging) {
        answer(id, result(0x65, shown.length < all.length ? sizeLimitExceeded : success));
        return;
      }
      // At the end of a search of the whole domain, as every domain controller does.
      if (same(baseDn, adDomain) && integerOf(scope) === 2 && paging.from + paging.size >= all.length) {
        for (const part of ['DC=ForestDnsZones', 'DC=DomainDnsZones', 'CN=Configuration']) {
          const host = part.startsWith('DC=') ? `${part.slice(3)}.office.example` : 'office.example';
          answer(id, tlv(0x73, tlv(0x04, `ldap://${host}/${part},${adDomain}`)));
        }
      }
      const next = paging.from + paging.size;
      const cookie = next < all.length ? `at ${String(next)}` : '';
      const control = tlv(0x30, tlv(0x04, pagedOid), tlv(0x04, tlv(0x30, integer(0), tlv(0x04, cookie))));
      answer(id, result(0x65, success), control);
    };

    const handle = (message: Tlv): void => {
      const [idTlv, operation, controlsTlv] = children(expectTag(message, 0x30, 'message'));
      const id = integerOf(expectTag(idTlv, 0x02, 'message id'));
      if (id <= 0 || !operation) throw new Error('a message without id or operation');
      let paging: { size: number; from: number } | undefined;
      for (const control of controlsTlv ? children(controlsTlv) : []) {
        const parts = children(control);
        const oid = parts[0]?.value.toString('utf8');
        const critical = parts.some(({ tag, value }) => tag === 0x01 && value[0] !== 0);
        const value = parts.find(({ tag }, at) => at > 0 && tag === 0x04);
        if (oid === pagedOid && value) {
          const read = readTlv(value.value);
          const [size, cookie] = read ? children(read.tlv) : [];
          if (!size || !cookie) throw new Error('a paged results control without size or cookie');
          paging = { size: integerOf(size), from: Number(/\d+$/.exec(cookie.value.toString('utf8'))?.[0] ?? 0) };
        } else if (critical) {
          answer(id, result(0x65, unavailableCriticalExtension));
          return;
        }
      }
      if (operation.tag === 0x60) {
        const [version, name, authentication] = children(operation);
        if (!version || !name || integerOf(version) !== 3 || authentication?.tag !== 0x80) {
          answer(id, result(0x61, protocolError));
          return;
        }
        const password = authentication.value.toString('utf8');
        const message = refusal(name.value.toString('utf8'), password);
        // An empty password is an anonymous bind (RFC 4513 5.1.2).
        bound = password !== '' && message === undefined;
        answer(
          id,
          password === '' || message === undefined ? result(0x61, success) : result(0x61, invalidCredentials, message),
        );
      } else if (operation.tag === 0x63) search(id, operation, paging);
      else if (operation.tag === 0x42) socket.end();
      else throw new Error(`the operation ${operation.tag.toString(16)} is not served`);
    };

    let received: Buffer = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      try {
        for (let read = readTlv(received); read; read = readTlv(received)) {
          received = received.subarray(read.size);
          handle(read.tlv);
        }
      } catch (error) {
        complaints.push(error instanceof Error ? error.message : String(error));
        socket.destroy();
      }
    });
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `ldap://127.0.0.1:${String(port)}`,
    complaints,
    rangesAsked,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
