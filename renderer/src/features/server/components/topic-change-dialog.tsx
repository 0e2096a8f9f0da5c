// Stops the import of a push certificate with another topic until its consequence is confirmed in writing.
import type { MethodInput, MethodOutput } from '@shared/ipc/contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly input: MethodInput<'push.import'>;
  /** What the core says of the two topics. */
  readonly message: string;
  readonly onDone: (output: MethodOutput<'push.import'>) => void;
  readonly onClose: () => void;
}

export const TopicChangeDialog = ({ input, message, onDone, onClose }: Props) => {
  const { t } = useTexts('server');
  const overview = useContractQuery('home.overview', {});
  const install = useContractMutation('push.import');
  return (
    <ConfirmDialog
      title={t('topicChange.title')}
      severity="error"
      consequence={
        <>
          {message}{' '}
          {overview.data === undefined ? (
            <RichText area="server" text="topicChange.concernsAll" parts={{ strong: <strong /> }} />
          ) : (
            <RichText
              area="server"
              text="topicChange.concerns"
              values={{ count: overview.data.devices.enrolled }}
              parts={{ strong: <strong /> }}
            />
          )}
        </>
      }
      typedName={t('topicChange.typed')}
      confirmLabel={t('topicChange.confirm')}
      ready={!overview.isPending}
      busy={install.isPending}
      error={install.error}
      onConfirm={() => {
        install.mutate({ ...input, confirmTopicChange: true }, { onSuccess: onDone });
      }}
      onClose={onClose}
    />
  );
};
