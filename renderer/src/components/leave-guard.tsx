// Asks before a page with unsaved changes is left.
import { useBlocker } from 'react-router';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface DiscardProps {
  readonly onDiscard: () => void;
  readonly onKeep: () => void;
}

export const DiscardDialog = ({ onDiscard, onKeep }: DiscardProps) => (
  <ConfirmDialog
    title="Discard your changes?"
    consequence="What you changed is not saved. If you leave now, it is lost."
    confirmLabel="Discard changes"
    onConfirm={onDiscard}
    onClose={onKeep}
  />
);

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
