// What every new enrollment link is asked for: how long it is valid, and who owns the device that enrolls with it.
import type { Control } from 'react-hook-form';
import { typedNumber } from '../../lib/contract-form.ts';
import { useTexts } from '../../lib/texts.ts';
import { DeviceOwnerField, type DeviceOwnerChoice, ownershipOf } from '../devices/device-owner-field.tsx';
import { NumberField } from '../../components/number-field.tsx';

export interface InvitationValues {
  readonly validDays: string;
  readonly ownership: DeviceOwnerChoice;
}

export const invitationFields = ['validDays', 'ownership'] as const satisfies readonly (keyof InvitationValues)[];

/** A form with nothing typed yet. */
export const freshInvitation = (validDays: number): InvitationValues => ({
  validDays: String(validDays),
  ownership: '',
});

/** Their part of the contract's input. */
export const invitationInput = ({ validDays, ownership }: InvitationValues) => ({
  validDays: typedNumber(validDays),
  ...ownershipOf(ownership),
});

export const InvitationFields = <O,>({ control }: { readonly control: Control<InvitationValues, unknown, O> }) => {
  const { t } = useTexts('common');
  return (
    <>
      <NumberField
        control={control}
        name="validDays"
        label={t('invite.validDays')}
        required
        helperText={t('invite.validDaysHint')}
      />
      <DeviceOwnerField control={control} name="ownership" />
    </>
  );
};
