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
import { useStartExport } from '../lib/use-start-export.ts';
import { FormDialog } from './form-dialog.tsx';

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
  const starting = useStartExport();
  const [all, setAll] = useState(true);
  const [unmasked, setUnmasked] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title="Export CSV"
      submitLabel="Export"
      dirty={false}
      saving={starting.isPending}
      error={starting.error}
      onSubmit={() => {
        starting.mutate(
          () => start({ ...(all ? {} : { columns: [...columns] }), ...(unmasked ? { unmask: { reason } } : {}) }),
          { onSuccess: onClose },
        );
      }}
      onClose={onClose}
    >
      <Typography variant="body2">
        {part === 'list'
          ? `${what}: every page of the list, with its filters, search and order.`
          : `${what}: those that are ticked, in the order of the list.`}{' '}
        The file is made in the background.
      </Typography>
      <FormControl>
        <FormLabel id="export-columns">Columns</FormLabel>
        <RadioGroup
          aria-labelledby="export-columns"
          value={all ? 'all' : 'shown'}
          onChange={(_, value) => {
            setAll(value === 'all');
          }}
        >
          <FormControlLabel value="all" control={<Radio size="small" />} label="All columns" />
          <FormControlLabel
            value="shown"
            control={<Radio size="small" />}
            label="The columns of the list, with Managed Apple ID and User Enrollment Enrolled"
          />
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
        label="Show Managed Apple IDs in full"
      />
      {unmasked && (
        <>
          <Alert severity="warning">
            Managed Apple IDs are hidden for privacy. Showing them is noted in the audit trail with your reason.
          </Alert>
          <TextField
            label="Reason"
            required
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
            }}
          />
        </>
      )}
    </FormDialog>
  );
};
