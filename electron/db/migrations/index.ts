// Every migration by name, listed statically because bundlers drop folders that nothing imports.
import type { Migration } from 'kysely';
import { migration0010 } from './0010-start.ts';
import { migration0020 } from './0020-audit.ts';
import { migration0030 } from './0030-rules.ts';
import { migration0040 } from './0040-directories.ts';
import { migration0050 } from './0050-mail.ts';
import { migration0060 } from './0060-sign-in.ts';
import { migration0061 } from './0061-terms.ts';
import { migration0070 } from './0070-entra.ts';
import { migration0080 } from './0080-user-settings.ts';
import { migration0081 } from './0081-passwords.ts';
import { migration0090 } from './0090-notifications.ts';
import { migration0091 } from './0091-directory-names.ts';
import { migration0100 } from './0100-view-pin.ts';
import { migration0101 } from './0101-owner-and-messages.ts';
import { migration0110 } from './0110-mail-languages.ts';
import { migration0140 } from './0140-custom-attributes.ts';
import { migration0150 } from './0150-ldap-invites.ts';
import { migration0200 } from './0200-jobs.ts';
import { migration0220 } from './0220-served-profiles.ts';
import { migration0225 } from './0225-renewal.ts';
import { migration0230 } from './0230-directory-matches.ts';
import { migration0231 } from './0231-disabled-here.ts';
import { migration0260 } from './0260-organization-told.ts';
import { migration0261 } from './0261-search.ts';
import { migration0262 } from './0262-address-locks.ts';
import { migration0263 } from './0263-audit-anchor.ts';
import { migration0271 } from './0271-gone.ts';
import { migration0279 } from './0279-carried-texts.ts';
import { migration0280 } from './0280-locked-there.ts';
import { migration0281 } from './0281-account-names.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0010-start': migration0010,
  '0020-audit': migration0020,
  '0030-rules': migration0030,
  '0040-directories': migration0040,
  '0050-mail': migration0050,
  '0060-sign-in': migration0060,
  '0061-terms': migration0061,
  '0070-entra': migration0070,
  '0080-user-settings': migration0080,
  '0081-passwords': migration0081,
  '0090-notifications': migration0090,
  '0091-directory-names': migration0091,
  '0100-view-pin': migration0100,
  '0101-owner-and-messages': migration0101,
  '0110-mail-languages': migration0110,
  '0140-custom-attributes': migration0140,
  '0150-ldap-invites': migration0150,
  '0200-jobs': migration0200,
  '0220-served-profiles': migration0220,
  '0225-renewal': migration0225,
  '0230-directory-matches': migration0230,
  '0231-disabled-here': migration0231,
  '0260-organization-told': migration0260,
  '0261-search': migration0261,
  '0262-address-locks': migration0262,
  '0263-audit-anchor': migration0263,
  '0271-gone': migration0271,
  '0279-carried-texts': migration0279,
  '0280-locked-there': migration0280,
  '0281-account-names': migration0281,
};
