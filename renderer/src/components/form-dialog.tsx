// A form in a dialog: saves, shows why it was refused, and asks before unsaved changes are lost.
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { focusFirstField } from '../lib/first-field.ts';
import { useTexts } from '../lib/texts.ts';
import { FormError } from './form-error.tsx';
import { DiscardDialog, LeaveGuard } from './leave-guard.tsx';

interface Props {
  readonly title: string;
  readonly submitLabel?: string;
  /** Cancel, unless there is nothing to give up any more. */
  readonly closeLabel?: string;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly error: unknown;
  readonly shownFields?: readonly string[];
  readonly onSubmit: () => unknown;
  readonly onClose: () => void;
  /** Buttons at the left of the footer, such as Back in a wizard. */
  readonly secondary?: ReactNode;
  /** Of a wizard: when it changes, the first field of the new page has the focus. */
  readonly step?: number;
  readonly maxWidth?: 'sm' | 'md' | 'lg';
  readonly children: ReactNode;
}

/** Mount it to open it. */
export const FormDialog = (props: Props) => {
  const { t } = useTexts('common');
  const { title, submitLabel = t('save'), closeLabel = t('cancel'), dirty, saving, onClose } = props;
  const id = useId();
  const content = useRef<HTMLDivElement>(null);
  const shownStep = useRef(props.step);
  useEffect(() => {
    // The dialog itself sees to the first page.
    if (shownStep.current !== props.step && content.current !== null) focusFirstField(content.current);
    shownStep.current = props.step;
  }, [props.step]);
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    if (dirty) setAsking(true);
    else onClose();
  };
  return (
    <Dialog open onClose={close} aria-labelledby={id} maxWidth={props.maxWidth ?? 'sm'}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog that another form has opened must not submit that one too: React bubbles through portals.
          event.stopPropagation();
          if (!saving) void props.onSubmit();
        }}
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}
      >
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent dividers>
          <Stack ref={content} sx={{ gap: 2.25, pt: 0.5 }}>
            <FormError error={props.error} shownFields={props.shownFields ?? []} />
            {props.children}
          </Stack>
        </DialogContent>
        <DialogActions>
          {props.secondary}
          <Box sx={{ flex: 1 }} />
          <Button onClick={close}>{closeLabel}</Button>
          <Button type="submit" variant="contained" loading={saving}>
            {submitLabel}
          </Button>
        </DialogActions>
      </Box>
      {asking && (
        <DiscardDialog
          onDiscard={onClose}
          onKeep={() => {
            setAsking(false);
          }}
        />
      )}
      <LeaveGuard dirty={dirty} />
    </Dialog>
  );
};
