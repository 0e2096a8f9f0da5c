// Toasts in the colours of the theme. They confirm; an error is also said where it happened.
import Alert from '@mui/material/Alert';
import { type CustomContentProps, SnackbarContent, useSnackbar } from 'notistack';
import type { Ref } from 'react';

const severity = { default: 'info', info: 'info', success: 'success', warning: 'warning', error: 'error' } as const;

export const Toast = ({ id, message, variant, ref }: CustomContentProps & { readonly ref?: Ref<HTMLDivElement> }) => {
  const { closeSnackbar } = useSnackbar();
  return (
    <SnackbarContent {...(ref === undefined ? {} : { ref })}>
      <Alert
        severity={severity[variant]}
        elevation={4}
        onClose={() => {
          closeSnackbar(id);
        }}
        sx={{ width: '100%' }}
      >
        {message}
      </Alert>
    </SnackbarContent>
  );
};
