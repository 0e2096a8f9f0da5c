// People who are left out, and why.
import Alert from '@mui/material/Alert';
import type { RefusedPeople } from '@shared/ipc/people/invitations.ts';
import { wordsOf, type Texts, useTexts } from '../../../lib/texts.ts';

/** The names that are known, with what it says before them. */
const namesOf = ({ names, count }: RefusedPeople, t: Texts<'users'>): string => {
  const known = names.filter((name) => name !== '');
  const more = count - known.length;
  if (known.length === 0) return '';
  return ` ${known.join(', ')}${more > 0 ? ` ${t('andMore', { more })}` : ''}.`;
};

export const RefusedPeopleList = ({ refused }: { readonly refused: readonly RefusedPeople[] }) => {
  const { t } = useTexts('users');
  return refused.map((one) => (
    <Alert key={one.reason} severity="warning">
      {t('leftOut', { count: one.count, reason: wordsOf(one.text) })}
      {namesOf(one, t)}
    </Alert>
  ));
};
