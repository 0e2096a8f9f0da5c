// The frame of the console: skip link, navigation, page.
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useRef, useState } from 'react';
import { Outlet } from 'react-router';
import { toastStrip } from './theme.ts';
import { useTexts } from '../lib/texts.ts';
import { useHistoryMemory } from '../lib/use-history.ts';
import { HelpDialog } from './help-dialog.tsx';
import { useShortcuts } from './keyboard.ts';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';

export const Layout = () => {
  const { t } = useTexts('app');
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  useShortcuts({
    openPalette: () => {
      setPaletteOpen(true);
    },
    openHelp: () => {
      setHelpOpen(true);
    },
  });
  useHistoryMemory(main);
  return (
    <Box sx={{ display: 'flex', height: '100vh', overflow: 'hidden' }}>
      <Link
        href="#main"
        onClick={(event) => {
          // The address after # belongs to the router.
          event.preventDefault();
          main.current?.focus();
        }}
        sx={{
          position: 'absolute',
          left: 8,
          top: -80,
          zIndex: 'tooltip',
          px: 2,
          py: 1,
          borderRadius: 1,
          bgcolor: 'background.paper',
          boxShadow: 3,
          '&:focus': { top: 8 },
        }}
      >
        {t('skipToContent')}
      </Link>
      <Navigation
        onOpenPalette={() => {
          setPaletteOpen(true);
        }}
        onOpenHelp={() => {
          setHelpOpen(true);
        }}
      />
      <Box
        component="main"
        id="main"
        ref={main}
        tabIndex={-1}
        sx={{
          flex: 1,
          minWidth: 0,
          overflow: 'auto',
          display: 'flex',
          flexDirection: 'column',
          // The room of the scroll bar is kept free, so that nothing jumps when a page grows.
          scrollbarGutter: 'stable',
          pl: 3,
          pr: 1.5,
          // Above it lies the strip of the toasts, which does not scroll: they never cover what somebody uses.
          mt: `${toastStrip}px`,
          pt: 0.25,
          pb: 3,
          outline: 'none',
        }}
      >
        <Outlet />
      </Box>
      <Palette
        open={paletteOpen}
        onClose={() => {
          setPaletteOpen(false);
        }}
      />
      <HelpDialog
        open={helpOpen}
        onClose={() => {
          setHelpOpen(false);
        }}
      />
    </Box>
  );
};
