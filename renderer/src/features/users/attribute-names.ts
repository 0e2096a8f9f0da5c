// The custom attributes that people have, of the office and of directories.
import { useMemo } from 'react';
import { customAttributePrefix } from '@shared/rules/user-rules.ts';
import { useContractQuery } from '../../lib/contract-hooks.ts';

/** Their names in order; none while they are being read. */
export const useAttributeNames = (): readonly string[] => {
  const { data } = useContractQuery('rules.attributes', { subject: 'users' });
  return useMemo(
    () =>
      (data ?? [])
        .filter(({ id }) => id.startsWith(customAttributePrefix))
        .map(({ id }) => id.slice(customAttributePrefix.length)),
    [data],
  );
};
