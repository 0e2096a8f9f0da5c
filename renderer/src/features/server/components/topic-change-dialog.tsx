// Stops the import of a push certificate with another topic until its consequence is confirmed in writing.
import type { MethodInput, MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';

interface Props {
  readonly input: MethodInput<'push.import'>;
  /** What the core says of the two topics. */
  readonly message: string;
  readonly onDone: (output: MethodOutput<'push.import'>) => void;
  readonly onClose: () => void;
}

export const TopicChangeDialog = ({ input, message, onDone, onClose }: Props) => {
  const counts = useContractQuery('devices.counts', {});
  const install = useContractMutation('push.import');
  const devices = counts.data === undefined ? 'every enrolled device' : plural(counts.data.enrolled, 'device');
  return (
    <ConfirmDialog
      title="This certificate has another topic"
      severity="error"
      consequence={
        <>
          {message} At present that concerns <strong>{devices}</strong>.
        </>
      }
      typedName="enroll all devices again"
      confirmLabel="Change topic"
      ready={!counts.isPending}
      busy={install.isPending}
      error={install.error}
      onConfirm={() => {
        install.mutate({ ...input, confirmTopicChange: true }, { onSuccess: onDone });
      }}
      onClose={onClose}
    />
  );
};
