// Nothing to show: what the place is for and the one next step.
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { SvgIconComponent } from '@mui/icons-material';

interface Props {
  readonly title: string;
  readonly text?: ReactNode;
  /** The one next button. */
  readonly action?: ReactNode;
  readonly icon?: SvgIconComponent;
}

export const EmptyState = ({ title, text, action, icon: Icon }: Props) => (
  <Box
    sx={{
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
      textAlign: 'center',
      gap: 1,
      px: 3,
      py: 6,
    }}
  >
    {Icon !== undefined && <Icon sx={{ fontSize: 40, color: 'primary.light', mb: 0.5 }} />}
    <Typography variant="h2">{title}</Typography>
    {text !== undefined && (
      <Typography component="div" variant="body2" color="textSecondary" sx={{ maxWidth: 460 }}>
        {text}
      </Typography>
    )}
    {action !== undefined && <Box sx={{ mt: 1.5 }}>{action}</Box>}
  </Box>
);
