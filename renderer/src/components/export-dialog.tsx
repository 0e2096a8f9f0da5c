// What goes into an export of people or devices: which columns, and Managed Apple IDs masked or, for a reason, not.
import Alert from '@mui/material/Alert';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTexts } from '../lib/texts.ts';
import { useStartExport } from '../lib/use-start-export.ts';
import { FormDialog } from './form-dialog.tsx';

/** As the contract has it. */
const shortestReason = 3;

interface ExportChoice {
  readonly columns?: string[];
  readonly unmask?: { readonly reason: string };
}

interface Props {
  /** Such as "12 users". */
  readonly what: string;
  /** The ticked rows only; the whole list unless said otherwise. */
  readonly part?: 'list' | 'selection';
  /** Starts the export of the list as it is filtered and sorted now. */
  readonly start: (choice: ExportChoice) => Promise<unknown>;
  /** Ids of the columns that the list shows. */
  readonly columns: readonly string[];
  readonly onClose: () => void;
}

/** Mount it to open it. */
export const ExportDialog = ({ what, part = 'list', start, columns, onClose }: Props) => {
  const { t } = useTexts('common');
  const starting = useStartExport();
  const [all, setAll] = useState(true);
  const [unmasked, setUnmasked] = useState(false);
  const [reason, setReason] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const reasonMissing = unmasked && reason.trim().length < shortestReason;
  return (
    <FormDialog
      title={t('export.title')}
      submitLabel={t('export.submit')}
      dirty={false}
      saving={starting.isPending}
      error={starting.error}
      onSubmit={() => {
        setSubmitted(true);
        if (reasonMissing) return;
        starting.mutate(
          () => start({ ...(all ? {} : { columns: [...columns] }), ...(unmasked ? { unmask: { reason } } : {}) }),
          { onSuccess: onClose },
        );
      }}
      onClose={onClose}
    >
      <Typography variant="body2">{t(part === 'list' ? 'export.scope' : 'export.ticked', { what })}</Typography>
      <FormControl>
        <FormLabel id="export-columns">{t('columns.title')}</FormLabel>
        <RadioGroup
          aria-labelledby="export-columns"
          value={all ? 'all' : 'shown'}
          onChange={(_, value) => {
            setAll(value === 'all');
          }}
        >
          <FormControlLabel value="all" control={<Radio size="small" />} label={t('export.allColumns')} />
          <FormControlLabel value="shown" control={<Radio size="small" />} label={t('export.shownColumns')} />
        </RadioGroup>
      </FormControl>
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={unmasked}
            onChange={(event) => {
              setUnmasked(event.target.checked);
            }}
          />
        }
        label={t('export.unmask')}
      />
      {unmasked && (
        <>
          <Alert severity="warning">{t('export.unmaskWarning')}</Alert>
          <TextField
            label={t('export.reason')}
            required
            value={reason}
            error={submitted && reasonMissing}
            helperText={submitted && reasonMissing ? t('export.reasonMissing') : undefined}
            onChange={(event) => {
              setReason(event.target.value);
            }}
          />
        </>
      )}
    </FormDialog>
  );
};
