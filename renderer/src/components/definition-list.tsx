// Names and values of one thing, in one or more columns.
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { notAvailable } from '../lib/format.ts';
import { useLanguage } from '../lib/texts.ts';

export interface Definition {
  readonly label: string;
  /** Missing values read N/A. */
  readonly value: ReactNode;
  /** Explains the value; opens on hover and focus. */
  readonly hint?: string | undefined;
}

interface Props {
  readonly items: readonly Definition[];
  readonly columns?: 1 | 2 | 3;
}

export const DefinitionList = ({ items, columns = 2 }: Props) => {
  useLanguage();
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        columnGap: 4,
        rowGap: 1,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: `repeat(${String(columns)}, minmax(0, 1fr))` },
      }}
    >
      {items.map(({ label, value, hint }) => (
        <Box
          key={label}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(120px, min(40%, 240px)) 1fr',
            gap: 2,
            alignItems: 'baseline',
          }}
        >
          <Typography component="dt" variant="body2" color="textSecondary">
            {label}
          </Typography>
          <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {value ?? notAvailable()}
            {hint !== undefined && (
              <Tooltip title={hint}>
                <IconButton aria-label={`${label}: ${hint}`} sx={{ p: 0.25, ml: 0.5, my: -0.5 }}>
                  <InfoOutlined sx={{ fontSize: 16 }} />
                </IconButton>
              </Tooltip>
            )}
          </Typography>
        </Box>
      ))}
    </Box>
  );
};
