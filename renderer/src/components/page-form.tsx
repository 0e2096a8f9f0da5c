// A form that is part of a page: its foot says what is not saved, saves it or takes it back; leaving asks.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTexts } from '../lib/texts.ts';
import { FormError } from './form-error.tsx';
import { LeaveGuard } from './leave-guard.tsx';

interface Props {
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly error: unknown;
  readonly shownFields?: readonly string[];
  readonly onSubmit: () => unknown;
  readonly onReset: () => void;
  readonly children: ReactNode;
}

export const PageForm = ({ dirty, saving, error, shownFields = [], onSubmit, onReset, children }: Props) => {
  const { t } = useTexts('common');
  return (
    <>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving) void onSubmit();
        }}
      >
        <Stack sx={{ gap: 2 }}>
          {children}
          <Paper
            variant="outlined"
            sx={{
              // While nothing is to be saved it stays at the end and hides nothing.
              position: dirty ? 'sticky' : 'static',
              bottom: -24,
              zIndex: 1,
              px: 2.5,
              py: 1.25,
              display: 'flex',
              flexDirection: 'column',
            }}
          >
            <FormError error={error} shownFields={shownFields} />
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
              <Typography variant="body2" color="textSecondary" role="status" sx={{ flex: 1 }}>
                {dirty ? t('form.unsaved') : t('form.saved')}
              </Typography>
              <Button onClick={onReset} disabled={!dirty || saving}>
                {t('form.undo')}
              </Button>
              <Button type="submit" variant="contained" disabled={!dirty} loading={saving}>
                {t('save')}
              </Button>
            </Box>
          </Paper>
        </Stack>
      </Box>
      {/* Outside the form: React lets the dialog's own submit bubble to the form around it. */}
      <LeaveGuard dirty={dirty} />
    </>
  );
};
