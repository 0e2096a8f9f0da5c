// Words for user groups.
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import type { AdminText } from '@shared/locales/admin-texts.ts';
import { wordsOf, type Texts } from '../../lib/texts.ts';

type Words = Texts<'groups'>;

/** The directory of a group whose kind is `directory`. */
const directoryOf = (source: GroupSummary['source'], t: Words): string =>
  t(source === 'local' ? 'source.directory' : `source.${source}`);

/** What kind of group it is; of a directory's group which directory. */
export const groupKindLabel = ({ kind, source }: Pick<GroupSummary, 'kind' | 'source'>, t: Words): string =>
  kind === 'directory' ? directoryOf(source, t) : t(`kind.${kind}`);

/** Where a group comes from, with the name of the directory if it is still there. */
export const groupSourceLabel = (
  { source, sourceName }: Pick<GroupSummary, 'source' | 'sourceName'>,
  t: Words,
): string =>
  sourceName === undefined || source === 'local' ? t(`source.${source}`) : `${t(`source.${source}`)}: ${sourceName}`;

/** What its maker wrote about it; of what is built in, what it is in the language of the console. */
export const groupDescription = (
  { kind, description }: Pick<GroupSummary, 'kind' | 'description'>,
  t: Words,
): string => (kind === 'built-in' ? t('everybody') : description);

/** A line under the title of a group that is not changed here. */
export const whyFixed = ({ kind, source }: Pick<GroupSummary, 'kind' | 'source'>, t: Words): string | undefined => {
  if (kind === 'built-in') return t('readOnly.builtIn');
  if (kind !== 'directory') return undefined;
  return t('readOnly.directory', { source: directoryOf(source, t) });
};

/** Why a group cannot be deleted now; undefined if it can. */
export const whyNotDeletable = (
  group: Pick<GroupSummary, 'kind' | 'settings'> & { readonly usedBy?: readonly AdminText[] },
  t: Words,
): string | undefined => {
  if (group.kind === 'built-in') return t('undeletable.builtIn');
  if (group.kind === 'directory') return t('undeletable.directory');
  const { usedBy = [] } = group;
  if (usedBy.length > 0) return t('undeletable.used', { groups: usedBy.map(wordsOf).join(', ') });
  if (group.settings.length === 0) return undefined;
  const names = group.settings.map((name) => t('quoted', { name })).join(', ');
  return t('undeletable.settings', { names, count: group.settings.length });
};
