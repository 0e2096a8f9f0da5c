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
  const devices = counts.data === undefined ? 'Every enrolled device' : plural(counts.data.active, 'device');
  return (
    <ConfirmDialog
      title="This certificate has another topic"
      severity="error"
      consequence={
        <>
          {message} {devices} must enroll again: Apple ties each enrollment to the topic, and until then a device no
          longer hears from this server. To keep them, cancel and renew the present entry at Apple’s push portal.
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
