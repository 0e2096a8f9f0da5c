// How much room the window has, in the pixels of the page: a zoom of 200 % halves it.
import useMediaQuery from '@mui/material/useMediaQuery';

/** Too short of room for the filters and buttons of a list beside its rows: a small window, or a zoomed one. */
export const useShortRoom = (): boolean => useMediaQuery('(max-width:1099px),(max-height:639px)');

/** Too narrow for the navigation beside the page. */
export const useNarrowRoom = (): boolean => useMediaQuery('(max-width:859px)');
