// One entry of the audit trail: what it was before and after.
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import type { AuditChange, AuditRow } from '../../../../../shared/ipc/audit.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { SimpleTable, type SimpleColumn } from '../../../components/simple-table.tsx';
import { exactTime, notAvailable } from '../../../lib/format.ts';

const columns: readonly SimpleColumn<AuditChange>[] = [
  { label: 'Attribute', render: (change) => change.attribute },
  { label: 'Before', render: (change) => change.before ?? notAvailable() },
  { label: 'After', render: (change) => change.after ?? notAvailable() },
];

export const AuditDialog = ({ entry, onClose }: { readonly entry: AuditRow; readonly onClose: () => void }) => {
  const id = useId();
  return (
    <Dialog open onClose={onClose} maxWidth="md" aria-labelledby={id}>
      <DialogTitle id={id}>
        {entry.activity}: {entry.name}
      </DialogTitle>
      <DialogContent>
        <DefinitionList
          columns={1}
          items={[
            { label: 'Performed At', value: exactTime(entry.at) },
            { label: 'Type', value: entry.type },
            { label: 'Category', value: entry.category },
            { label: 'By', value: actorLabel(entry.by) },
            { label: 'Entry', value: String(entry.id) },
          ]}
        />
        <Typography variant="h3" sx={{ mt: 2, mb: 1 }}>
          Changes - Before &amp; After
        </Typography>
        {entry.changes.length === 0 ? (
          <Typography variant="body2" color="textSecondary">
            No attribute was changed.
          </Typography>
        ) : (
          <SimpleTable
            label="Changes - Before & After"
            columns={columns}
            rows={entry.changes}
            rowId={(change) => change.attribute}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
};

const actors: Readonly<Record<string, string>> = { console: 'Console', 'command-line': 'Command line' };

/** Who did it, in words. */
export const actorLabel = (actor: string): string => actors[actor] ?? actor;
