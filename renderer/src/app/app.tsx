// What every page stands on: styles with nonce, theme, server data, toasts, routes.
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { SnackbarProvider } from 'notistack';
import { useEffect } from 'react';
import { RouterProvider } from 'react-router/dom';
import { Toast } from '../components/toast.tsx';
import { cspNonce } from '../lib/csp-nonce.ts';
import { createInvalidator, createQueryClient } from '../lib/query-client.ts';
import { useLanguage } from '../lib/texts.ts';
import { subscribe } from '../lib/transport.ts';
import { createRouter } from './router.tsx';
import { themes } from './theme.ts';

const nonce = cspNonce();
const styleCache = createCache({ key: 'russet', ...(nonce === undefined ? {} : { nonce }) });
const queryClient = createQueryClient();
const router = createRouter();
const toasts = { default: Toast, info: Toast, success: Toast, warning: Toast, error: Toast };

export const App = () => {
  const language = useLanguage();
  useEffect(() => subscribe(createInvalidator(queryClient)), []);
  useEffect(() => {
    // Screen readers and the line breaking follow it.
    document.documentElement.lang = language;
  }, [language]);
  return (
    <CacheProvider value={styleCache}>
      <ThemeProvider theme={themes[language]}>
        <CssBaseline />
        <QueryClientProvider client={queryClient}>
          <SnackbarProvider anchorOrigin={{ vertical: 'top', horizontal: 'center' }} maxSnack={1} Components={toasts}>
            <RouterProvider router={router} />
          </SnackbarProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </CacheProvider>
  );
};
