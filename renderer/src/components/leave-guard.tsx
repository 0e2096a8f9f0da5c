// Asks before a page with unsaved changes is left, by whichever door.
import { useEffect, useId } from 'react';
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

// Forms that are not saved. The router asks one guard alone, the newest: it answers for those below it as well.
const unsaved = new Set<string>();

/** Put it into a form: while `dirty`, every way to another page asks first, and so does the end of the program. */
export const LeaveGuard = ({ dirty, pathOnly = false }: Props) => {
  const id = useId();
  useUnsaved(dirty);
  useEffect(() => {
    if (!dirty) return;
    unsaved.add(id);
    return () => {
      unsaved.delete(id);
    };
  }, [dirty, id]);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    if ([...unsaved].some((other) => other !== id)) return true;
    return dirty && !(pathOnly && currentLocation.pathname === nextLocation.pathname);
  });
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
