// Asks before something that cannot be taken back: names the object and the consequence, Cancel has the focus.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import InputAdornment from '@mui/material/InputAdornment';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type ReactNode, useId, useState } from 'react';
import { isNameTyped } from '@shared/model/typed-name.ts';
import { useTexts } from '../lib/texts.ts';
import { CopyButton } from './copy-button.tsx';
import { FormError } from './form-error.tsx';

interface Props {
  /** "Delete Anna Berg?" */
  readonly title: string;
  /** What will happen, to what. */
  readonly consequence: ReactNode;
  /** The verb on the button. */
  readonly confirmLabel: string;
  /** Where `Cancel` could be taken for the thing itself. */
  readonly closeLabel?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly busy?: boolean;
  /** What the call threw, shown inside the dialog. */
  readonly error?: unknown;
  /** Must be typed before the button works, usually the name of the object; compared as people type. */
  readonly typedName?: string;
  /** Must be ticked before the button works. */
  readonly tickLabel?: string;
  /** Further fields. */
  readonly children?: ReactNode;
  /** False while the further fields are not filled in properly. */
  readonly ready?: boolean;
  readonly severity?: 'warning' | 'error' | 'info';
}

interface TypedNameProps {
  readonly name: string;
  readonly typed: string;
  readonly confirmed: boolean;
  readonly onType: (typed: string) => void;
}

/** Says at once when what stands there is not the name: a grey button alone explains nothing. */
const TypedNameField = ({ name, typed, confirmed, onType }: TypedNameProps) => {
  const { t } = useTexts('common');
  const differs = typed.trim() !== '' && !confirmed;
  return (
    <TextField
      label={t('typeToConfirm.label', { name })}
      value={typed}
      autoComplete="off"
      onChange={(event) => {
        onType(event.target.value);
      }}
      helperText={differs ? t('typeToConfirm.differs') : t('typeToConfirm.hint')}
      slotProps={{
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <CopyButton text={name} what={t('copy.name')} />
            </InputAdornment>
          ),
        },
        formHelperText: { role: 'status' },
      }}
    />
  );
};

/** Mount it to open it: what was typed or ticked does not outlive one question. */
export const ConfirmDialog = ({
  title,
  consequence,
  confirmLabel,
  closeLabel,
  onConfirm,
  onClose,
  busy = false,
  error,
  typedName,
  tickLabel,
  children,
  ready = true,
  severity = 'warning',
}: Props) => {
  const { t } = useTexts('common');
  const id = useId();
  const [typed, setTyped] = useState('');
  const [ticked, setTicked] = useState(false);
  const isNamed = typedName === undefined || isNameTyped(typed, typedName);
  const confirmed = ready && isNamed && (tickLabel === undefined || ticked);
  return (
    <Dialog open onClose={onClose} aria-labelledby={`${id}-title`} aria-describedby={`${id}-text`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // Nor may the form submit that has opened it.
          event.stopPropagation();
          if (confirmed && !busy) onConfirm();
        }}
      >
        <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2 }}>
            <Alert severity={severity} id={`${id}-text`} role="note">
              {consequence}
            </Alert>
            {children}
            {typedName !== undefined && (
              <TypedNameField name={typedName} typed={typed} confirmed={isNamed} onType={setTyped} />
            )}
            {tickLabel !== undefined && (
              <FormControlLabel
                control={
                  <Checkbox
                    checked={ticked}
                    onChange={(event) => {
                      setTicked(event.target.checked);
                    }}
                  />
                }
                label={tickLabel}
              />
            )}
            <FormError error={error} />
          </Stack>
        </DialogContent>
        <DialogActions>
          {/* The safe answer has the focus. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- see above */}
          <Button onClick={onClose} autoFocus>
            {closeLabel ?? t('cancel')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            color={severity === 'info' ? 'primary' : 'error'}
            disabled={!confirmed}
            loading={busy}
          >
            {confirmLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
