// The frame of the console: skip link, navigation, page.
import MenuIcon from '@mui/icons-material/Menu';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import { useRef, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useNarrowRoom } from '../lib/room.ts';
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
  const { key } = useLocation();
  const narrow = useNarrowRoom();
  // The place at which the navigation was opened: going anywhere closes it.
  const [openedAt, setOpenedAt] = useState<string>();
  useShortcuts({
    openPalette: () => {
      setPaletteOpen(true);
    },
    openHelp: () => {
      setHelpOpen(true);
    },
  });
  useHistoryMemory(main);
  const navigation = (
    <Navigation
      onOpenPalette={() => {
        setOpenedAt(undefined);
        setPaletteOpen(true);
      }}
      onOpenHelp={() => {
        setOpenedAt(undefined);
        setHelpOpen(true);
      }}
    />
  );
  return (
    <Box sx={{ display: 'flex', flexDirection: narrow ? 'column' : 'row', height: '100vh', overflow: 'hidden' }}>
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
      {narrow ? (
        <Box
          sx={{ flexShrink: 0, bgcolor: 'background.sidebar', borderBottom: 1, borderColor: 'divider', px: 1, py: 0.5 }}
        >
          <IconButton
            aria-label={t('openNavigation')}
            aria-expanded={openedAt === key}
            onClick={() => {
              setOpenedAt(key);
            }}
          >
            <MenuIcon fontSize="small" />
          </IconButton>
          <Drawer
            open={openedAt === key}
            onClose={() => {
              setOpenedAt(undefined);
            }}
            slotProps={{ paper: { sx: { flexDirection: 'row' } } }}
          >
            {navigation}
          </Drawer>
        </Box>
      ) : (
        navigation
      )}
      <Box
        component="main"
        id="main"
        ref={main}
        tabIndex={-1}
        sx={{
          flex: 1,
          minWidth: 0,
          minHeight: 0,
          overflow: 'auto',
          display: 'flex',
          flexDirection: 'column',
          // The room of the scroll bar is kept free, so that nothing jumps when a page grows.
          scrollbarGutter: 'stable',
          pl: narrow ? 1.5 : 3,
          pr: narrow ? 0 : 1.5,
          // Above it lies the strip of the toasts, which does not scroll: they never cover what somebody uses.
          mt: `${toastStrip}px`,
          pt: 0.25,
          pb: narrow ? 1.5 : 3,
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
