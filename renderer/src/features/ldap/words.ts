// Words for what a directory holds.
import type { LdapItem } from '@shared/ipc/directories/ldap.ts';
import { wholeTree } from '@shared/model/ldap.ts';
import type { Texts } from '../../lib/texts.ts';

/** The name of an item; everything under the base DN has none of its own. */
export const itemName = ({ externalId, name }: Pick<LdapItem, 'externalId' | 'name'>, t: Texts<'ldap'>): string =>
  externalId === wholeTree ? t('search.everybody') : name;
