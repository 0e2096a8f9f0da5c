// A line of a card that opens the list or the page it speaks of.
import ChevronRight from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';

interface Props {
  readonly to: string;
  readonly start?: ReactNode;
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

export const LinkRow = ({ to, start, end, children }: Props) => (
  <Box component="li" sx={{ mx: -1 }}>
    <ButtonBase
      component={RouterLink}
      to={to}
      sx={{
        display: 'flex',
        width: '100%',
        justifyContent: 'flex-start',
        alignItems: 'flex-start',
        gap: 1.25,
        px: 1,
        py: 0.75,
        borderRadius: 1,
        textAlign: 'left',
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      {start}
      <Typography component="span" variant="body2" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
      {end !== undefined && (
        <Typography
          component="span"
          variant="body2"
          color="textSecondary"
          sx={{ flexShrink: 0, fontVariantNumeric: 'tabular-nums' }}
        >
          {end}
        </Typography>
      )}
      <ChevronRight sx={{ fontSize: 18, color: 'text.secondary' }} aria-hidden />
    </ButtonBase>
  </Box>
);
