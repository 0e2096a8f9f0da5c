// People who are left out, and why.
import Alert from '@mui/material/Alert';
import type { RefusedPeople } from '../../../../../shared/ipc/mail.ts';
import { plural } from '../../../lib/format.ts';

const namesOf = ({ names, count }: RefusedPeople): string => {
  const known = names.filter((name) => name !== '');
  const more = count - known.length;
  if (known.length === 0) return '';
  return ` ${known.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}.`;
};

export const RefusedPeopleList = ({ refused }: { readonly refused: readonly RefusedPeople[] }) =>
  refused.map((one) => (
    <Alert key={one.reason} severity="warning">
      {plural(one.count, 'person is', 'people are')} left out: {one.text}
      {namesOf(one)}
    </Alert>
  ));
