// A Managed Apple ID, which the console shows masked everywhere.
import Tooltip from '@mui/material/Tooltip';
import { maskManagedAppleId } from '@shared/model/managed-apple-id.ts';
import { notAvailable } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';

/** Masks again, so that even an unmasked value could not slip through. */
export const MaskedId = ({ value }: { readonly value: string | undefined }) => {
  const { t } = useTexts('common');
  return value === undefined ? (
    <span>{notAvailable()}</span>
  ) : (
    <Tooltip title={t('masked')}>
      <span>{value.includes('•') ? value : maskManagedAppleId(value)}</span>
    </Tooltip>
  );
};
