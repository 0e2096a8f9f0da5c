// The look of Russet: quiet and warm, light or dark by the system's choice. Later pages use its tokens, never colours.
import { deDE as coreGerman } from '@mui/material/locale';
import { createTheme, type Theme, type ThemeOptions } from '@mui/material/styles';
import { deDE as gridGerman } from '@mui/x-data-grid/locales';
import type {} from '@mui/x-data-grid/themeAugmentation';
import { focusFirstField } from '../lib/first-field.ts';
import type { Language } from '@shared/locales/text-keys.ts';

declare module '@mui/material/styles' {
  interface TypeBackground {
    /** Behind the navigation. */
    sidebar: string;
  }
  interface Palette {
    /** The thumb of scroll bars. */
    scrollbar: string;
  }
  interface PaletteOptions {
    scrollbar?: string;
  }
}

/** Pixels: the width of the navigation, and the height of what is kept free above a page for toasts. */
export const navigationWidth = 240;
export const toastStrip = 28;

const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const look: ThemeOptions = {
  cssVariables: { colorSchemeSelector: 'media' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#8a4b2d', dark: '#6d3a22', light: '#b0745a', contrastText: '#ffffff' },
        secondary: { main: '#566349', dark: '#414b37', light: '#7d8a70', contrastText: '#ffffff' },
        success: { main: '#3d6b3f', dark: '#2c502e', light: '#5f9262', contrastText: '#ffffff' },
        warning: { main: '#8a5a00', dark: '#664300', light: '#c48a2c', contrastText: '#ffffff' },
        error: { main: '#a8322a', dark: '#7f231d', light: '#cf625a', contrastText: '#ffffff' },
        info: { main: '#35608a', dark: '#264868', light: '#6189b1', contrastText: '#ffffff' },
        background: { default: '#f7f4ef', paper: '#fffdfa', sidebar: '#eee8df' },
        text: { primary: '#2b2320', secondary: '#645850', disabled: '#9a8f86' },
        divider: '#e2d9ce',
        scrollbar: '#c4b8aa',
        action: { active: '#6b5e55', hover: 'rgba(110, 70, 45, 0.06)', selected: 'rgba(138, 75, 45, 0.11)' },
      },
    },
    dark: {
      palette: {
        primary: { main: '#dd9d7c', dark: '#c07f5e', light: '#ebbfa8', contrastText: '#2a1509' },
        secondary: { main: '#b3c0a3', dark: '#8f9d7f', light: '#ced8c2', contrastText: '#1b2014' },
        success: { main: '#92c492', dark: '#6fa46f', light: '#b6d9b6', contrastText: '#10240f' },
        warning: { main: '#e2b562', dark: '#bd9142', light: '#eed096', contrastText: '#2a1d04' },
        error: { main: '#f0968c', dark: '#d06e64', light: '#f6bbb4', contrastText: '#330a06' },
        info: { main: '#95badf', dark: '#6f97bf', light: '#bcd3eb', contrastText: '#0d1f31' },
        background: { default: '#1d1a18', paper: '#26221f', sidebar: '#171412' },
        text: { primary: '#efe8e1', secondary: '#bbaea3', disabled: '#80756c' },
        divider: '#3b3530',
        scrollbar: '#5a514a',
        Alert: {
          successStandardBg: '#29352a',
          warningStandardBg: '#3a3122',
          errorStandardBg: '#432b28',
          infoStandardBg: '#28333e',
        },
        action: { active: '#bbaea3', hover: 'rgba(235, 205, 185, 0.07)', selected: 'rgba(221, 157, 124, 0.16)' },
      },
    },
  },
  shape: { borderRadius: 8 },
  typography: {
    fontFamily,
    fontSize: 13,
    body1: { fontSize: '0.875rem' },
    body2: { fontSize: '0.8125rem' },
    h1: { fontSize: '1.5rem', fontWeight: 600, lineHeight: 1.25, letterSpacing: '-0.01em' },
    h2: { fontSize: '1.0625rem', fontWeight: 600, lineHeight: 1.35 },
    h3: { fontSize: '0.9375rem', fontWeight: 600, lineHeight: 1.4 },
    h6: { fontSize: '1.0625rem', fontWeight: 600 },
    button: { textTransform: 'none', fontWeight: 600 },
    overline: { fontSize: '0.6875rem', letterSpacing: '0.06em', lineHeight: 2, fontWeight: 600 },
  },
  components: {
    MuiCssBaseline: {
      styleOverrides: (t) => ({
        '*': { scrollbarWidth: 'thin', scrollbarColor: `${t.vars.palette.scrollbar} transparent` },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0.01ms !important',
            animationIterationCount: '1 !important',
            transitionDuration: '0.01ms !important',
          },
        },
        // Said twice, so that it counts more than the styles of the package.
        '.notistack-SnackbarContainer.notistack-SnackbarContainer': {
          top: 1,
          left: navigationWidth,
          right: 0,
          width: 'auto',
          maxWidth: 'none',
          transform: 'none',
          alignItems: 'center',
          padding: '0 24px',
        },
        '.notistack-SnackbarContainer .notistack-CollapseWrapper.notistack-CollapseWrapper': {
          padding: 0,
          pointerEvents: 'none',
        },
        '.notistack-SnackbarContainer .notistack-Snackbar.notistack-Snackbar': { pointerEvents: 'none' },
      }),
    },
    MuiButton: { defaultProps: { size: 'small', disableElevation: true } },
    MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
    MuiFormControl: { defaultProps: { size: 'small' } },
    MuiSelect: { defaultProps: { size: 'small' } },
    MuiIconButton: { defaultProps: { size: 'small' } },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiTableCell: {
      styleOverrides: { head: ({ theme: t }) => ({ fontWeight: 600, color: t.vars.palette.text.secondary }) },
    },
    MuiTooltip: { defaultProps: { arrow: true, enterDelay: 300 } },
    MuiTab: { styleOverrides: { root: { minHeight: 42, minWidth: 0, paddingInline: 14 } } },
    MuiTabs: { styleOverrides: { root: { minHeight: 42 } } },
    MuiListSubheader: { styleOverrides: { root: { lineHeight: '32px' } } },
    MuiDialog: {
      defaultProps: { maxWidth: 'sm', fullWidth: true, slotProps: { transition: { onEnter: focusFirstField } } },
    },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px' } } },
    MuiAlert: { styleOverrides: { root: { alignItems: 'center' } } },
    MuiButtonBase: {
      styleOverrides: {
        root: ({ theme: t }) => ({
          '&.Mui-focusVisible': { outline: `2px solid ${t.vars.palette.primary.main}`, outlineOffset: 1 },
          // The outline says where the focus is; nothing has to pulsate besides.
          '& .MuiTouchRipple-ripplePulsate': { display: 'none' },
        }),
      },
    },
    MuiDataGrid: {
      styleOverrides: {
        root: ({ theme: t }) => ({
          '--DataGrid-containerBackground': t.vars.palette.background.paper,
          '--DataGrid-rowBorderColor': t.vars.palette.divider,
          border: 0,
          '& .MuiDataGrid-columnHeaderTitle': {
            fontSize: '0.75rem',
            fontWeight: 600,
            color: t.vars.palette.text.secondary,
            whiteSpace: 'normal',
            lineHeight: 1.25,
          },
          '& .MuiDataGrid-row': { cursor: 'pointer' },
        }),
      },
    },
  },
};

/** The look with the words of the components in each language. */
export const themes: Readonly<Record<Language, Theme>> = {
  en: createTheme(look),
  de: createTheme(look, gridGerman, coreGerman),
};
