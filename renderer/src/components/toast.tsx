// Toasts in the colours of the theme: one line in the strip that the layout keeps free. They confirm; an error is also said
// where it happened.
import Alert from '@mui/material/Alert';
import { type CustomContentProps, SnackbarContent, useSnackbar } from 'notistack';
import type { Ref } from 'react';

/** Pixels. */
const toastHeight = 26;

const severity = { default: 'info', info: 'info', success: 'success', warning: 'warning', error: 'error' } as const;

export const Toast = ({ id, message, variant, ref }: CustomContentProps & { readonly ref?: Ref<HTMLDivElement> }) => {
  const { closeSnackbar } = useSnackbar();
  return (
    <SnackbarContent {...(ref === undefined ? {} : { ref })}>
      <Alert
        severity={severity[variant]}
        // A confirmation waits its turn with a screen reader; only what went wrong may interrupt.
        role={variant === 'error' || variant === 'warning' ? 'alert' : 'status'}
        elevation={4}
        onClose={() => {
          closeSnackbar(id);
        }}
        sx={{
          height: toastHeight,
          maxWidth: '100%',
          py: 0,
          px: 1.5,
          pointerEvents: 'none',
          '& .MuiAlert-icon': { py: 0, mr: 1, fontSize: 18 },
          '& .MuiAlert-message': { py: 0, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
          // Only its own button takes the pointer; whatever rests elsewhere does not keep the toast.
          '& .MuiAlert-action': { py: 0, alignItems: 'center', pointerEvents: 'auto' },
        }}
      >
        {message}
      </Alert>
    </SnackbarContent>
  );
};
