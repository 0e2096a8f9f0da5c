// What is printed instead of the window: a plain sheet, invisible on screen.
import Box from '@mui/material/Box';
import GlobalStyles from '@mui/material/GlobalStyles';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** Mount it while something can be printed; `window.print()` then prints only the sheet. */
export const PrintSheet = ({ children }: { readonly children: ReactNode }) =>
  createPortal(
    <Box
      className="print-sheet"
      aria-hidden
      // Paper is white whatever the window's colours are.
      sx={{
        display: 'none',
        color: '#000',
        bgcolor: '#fff',
        p: 4,
        fontSize: '12pt',
        '@media print': { display: 'block' },
      }}
    >
      <GlobalStyles
        styles={{
          '@media print': {
            'body > *:not(.print-sheet)': { display: 'none !important' },
            body: { background: '#fff' },
          },
        }}
      />
      {children}
    </Box>,
    document.body,
  );
