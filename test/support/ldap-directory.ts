// A real OpenLDAP server (Debian slapd) with its own configuration and data folder on a free port.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const slapd = '/usr/sbin/slapd';
const slapadd = '/usr/sbin/slapadd';

export const suffix = 'dc=office,dc=example';
export const bindDn = `cn=reader,${suffix}`;
export const bindPassword = 'reader secret';

export interface LdapDirectoryOptions {
  /** Extra lines of slapd.conf, inside the database section. */
  readonly config?: string;
  /** LDIF of entries beside the suffix and the reader. */
  readonly entries?: string;
  /** PEM of a certificate for `localhost`, its key and its authority: then ldaps:// and StartTLS are served. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly ca: string };
}

export interface LdapDirectory {
  readonly url: string;
  readonly ldapsUrl: string;
  /** Changes entries with an LDIF of change records, as the administrator of the directory. */
  modify(ldif: string): Promise<void>;
  /** Stops answering; `resume` goes on. */
  pause(): Promise<void>;
  resume(): void;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

const baseEntries = `dn: ${suffix}
objectClass: dcObject
objectClass: organization
dc: office
o: Office

dn: ${bindDn}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${bindPassword}

dn: ou=people,${suffix}
objectClass: organizationalUnit
ou: people
description: Everybody who works here

dn: ou=groups,${suffix}
objectClass: organizationalUnit
ou: groups
`;

/** LDIF of a person with the password \`<uid> password\`. */
export const personLdif = (
  uid: string,
  more: { readonly unit?: string; readonly name?: string; readonly mail?: string; readonly extra?: string } = {},
): string => `
dn: uid=${uid},${more.unit ?? 'ou=people'},${suffix}
objectClass: inetOrgPerson
uid: ${uid}
cn: ${more.name ?? `${uid} Example`}
givenName: ${uid}
sn: Example
mail: ${more.mail ?? `${uid}@office.example`}
userPassword: ${uid} password
${more.extra ?? ''}`;

/** LDIF of a group; members are DNs without the suffix. */
export const groupLdif = (cn: string, members: readonly string[]): string => `
dn: cn=${cn},ou=groups,${suffix}
objectClass: groupOfNames
cn: ${cn}
${members.map((member) => `member: ${member},${suffix}`).join('\n')}
`;

/** Fails, naming the packages, when OpenLDAP is not installed. */
export const startLdapDirectory = async (options: LdapDirectoryOptions = {}): Promise<LdapDirectory> => {
  if (!existsSync(slapd) || !existsSync('/usr/bin/ldapmodify')) {
    throw new Error('slapd is missing: install the Debian packages slapd and ldap-utils (npm run setup does)');
  }
  const folder = await mkdtemp(join(tmpdir(), 'russet-slapd-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const lines = [
    'include /etc/ldap/schema/core.schema',
    'include /etc/ldap/schema/cosine.schema',
    'include /etc/ldap/schema/inetorgperson.schema',
    'include /etc/ldap/schema/nis.schema',
    // What Active Directory says of accounts.
    "attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
    "attributetype ( 1.2.840.113556.1.4.656 NAME 'userPrincipalName' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )",
    "attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )",
    "attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )",
    "objectclass ( 1.3.6.1.4.1.99999.1 NAME 'adPerson' AUXILIARY MAY ( userAccountControl $ userPrincipalName $ sAMAccountName $ objectGUID ) )",
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    'moduleload memberof',
    `pidfile ${join(folder, 'slapd.pid')}`,
  ];
  if (options.tls) {
    for (const [name, text] of Object.entries(options.tls)) await writeFile(join(folder, `${name}.pem`), text);
    lines.push(
      `TLSCertificateFile ${join(folder, 'certificate.pem')}`,
      `TLSCertificateKeyFile ${join(folder, 'key.pem')}`,
      `TLSCACertificateFile ${join(folder, 'ca.pem')}`,
    );
  }
  lines.push(
    'database mdb',
    'maxsize 1073741824',
    `suffix "${suffix}"`,
    `rootdn "cn=admin,${suffix}"`,
    'rootpw admin',
    `directory ${data}`,
    'dbnosync',
    'index objectClass,entryUUID,uid eq',
    options.config ?? '',
  );
  const config = join(folder, 'slapd.conf');
  const ldif = join(folder, 'entries.ldif');
  await writeFile(config, `${lines.join('\n')}\n`);
  await writeFile(ldif, `${baseEntries}${options.entries ?? ''}`);
  await run(slapadd, ['-q', '-f', config, '-l', ldif], { maxBuffer: 1e8 });

  const port = await freePort();
  const ldapsPort = await freePort();
  const url = `ldap://127.0.0.1:${String(port)}`;
  const urls = [url, ...(options.tls ? [`ldaps://127.0.0.1:${String(ldapsPort)}`] : [])];
  // -d 0 keeps it in the foreground, so that the process is ours to end.
  const server: ChildProcess = spawn(slapd, ['-f', config, '-h', urls.join(' '), '-d', '0'], { stdio: 'ignore' });
  const exit = new Promise<void>((resolve) => {
    server.once('exit', () => {
      resolve();
    });
  });
  const hasEnded = (): boolean => server.exitCode !== null || server.signalCode !== null;
  const deadline = performance.now() + 20_000;
  while (!(await answers(port))) {
    if (hasEnded() || performance.now() > deadline) throw new Error(`slapd did not start with ${config}`);
  }

  return {
    url,
    ldapsUrl: `ldaps://localhost:${String(ldapsPort)}`,
    async modify(text) {
      const file = join(folder, 'change.ldif');
      await writeFile(file, text);
      await run('/usr/bin/ldapmodify', ['-x', '-H', url, '-D', `cn=admin,${suffix}`, '-w', 'admin', '-f', file], {
        maxBuffer: 1e8,
      });
    },
    async pause() {
      server.kill('SIGSTOP');
      const state = async (): Promise<string> => readFile(`/proc/${String(server.pid)}/stat`, 'utf8');
      // The signal takes effect a moment after it was sent.
      while (!(await state()).includes(') T ')) await new Promise((resolve) => setImmediate(resolve));
    },
    resume: () => void server.kill('SIGCONT'),
    async stop() {
      if (!hasEnded()) {
        server.kill('SIGCONT');
        server.kill('SIGKILL');
        await exit;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
};
