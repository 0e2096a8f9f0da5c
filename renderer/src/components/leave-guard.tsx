// Asks before a page with unsaved changes is left.
import { useBlocker } from 'react-router';
import { useTexts } from '../lib/texts.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface DiscardProps {
  readonly onDiscard: () => void;
  readonly onKeep: () => void;
}

export const DiscardDialog = ({ onDiscard, onKeep }: DiscardProps) => {
  const { t } = useTexts('common');
  return (
    <ConfirmDialog
      title={t('discard.title')}
      consequence={t('discard.text')}
      confirmLabel={t('discard.confirm')}
      onConfirm={onDiscard}
      onClose={onKeep}
    />
  );
};

/** Put it into a form: while `dirty`, every way to another page asks first. */
export const LeaveGuard = ({ dirty }: { readonly dirty: boolean }) => {
  const blocker = useBlocker(dirty);
  if (blocker.state !== 'blocked') return null;
  return (
    <DiscardDialog
      onDiscard={() => {
        blocker.proceed();
      }}
      onKeep={() => {
        blocker.reset();
      }}
    />
  );
};
