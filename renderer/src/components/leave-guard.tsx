// Asks before a page with unsaved changes is left, by whichever door.
import { useBlocker } from 'react-router';
import { useTexts } from '../lib/texts.ts';
import { useUnsaved } from '../lib/use-unsaved.ts';
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
      closeLabel={t('discard.keep')}
      onConfirm={onDiscard}
      onClose={onKeep}
    />
  );
};

interface Props {
  readonly dirty: boolean;
  /** The page keeps what was typed when only its query changes. */
  readonly pathOnly?: boolean;
}

/** Put it into a form: while `dirty`, every way to another page asks first, and so does the end of the program. */
export const LeaveGuard = ({ dirty, pathOnly = false }: Props) => {
  useUnsaved(dirty);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && !(pathOnly && currentLocation.pathname === nextLocation.pathname),
  );
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
