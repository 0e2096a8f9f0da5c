// Numbers that each open the list they count.
import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import CardActionArea from '@mui/material/CardActionArea';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { formatCount } from '../../../lib/format.ts';

type Counts = MethodOutput<'devices.counts'>;

interface Counter {
  readonly key: keyof Counts;
  readonly label: string;
  readonly query: string;
  /** More than none deserves a look. */
  readonly attention?: 'warning.main' | 'error.main';
}

const counters: readonly Counter[] = [
  { key: 'active', label: 'Active devices', query: 'status=active' },
  { key: 'userEnrollment', label: 'User Enrollment', query: 'status=active&type=user' },
  { key: 'deviceEnrollment', label: 'Device Enrollment', query: 'status=active&type=device' },
  {
    key: 'outOfContact',
    label: 'No contact > 7 days',
    query: 'status=active&attention=no-contact',
    attention: 'warning.main',
  },
  { key: 'pendingCommands', label: 'Commands waiting', query: 'attention=waiting' },
  { key: 'failedLastDay', label: 'Failed in 24 h', query: 'attention=failed', attention: 'error.main' },
];

export const Counters = ({ counts }: { readonly counts: Counts }) => (
  <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))' }}>
    {counters.map(({ key, label, query, attention }) => (
      <Card key={key} variant="outlined">
        <CardActionArea component={RouterLink} to={`/devices?${query}`} sx={{ px: 2, py: 1.5, height: '100%' }}>
          <Typography
            component="p"
            sx={{
              fontSize: '1.75rem',
              fontWeight: 600,
              lineHeight: 1.2,
              color: attention !== undefined && counts[key] > 0 ? attention : 'text.primary',
            }}
          >
            {formatCount(counts[key])}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {label}
          </Typography>
        </CardActionArea>
      </Card>
    ))}
  </Box>
);
