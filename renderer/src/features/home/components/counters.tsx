// Numbers that each open the list they count.
import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import CardActionArea from '@mui/material/CardActionArea';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { formatCount } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
import { counters, type Counts } from '../lib/counters.ts';

export const Counters = ({ counts }: { readonly counts: Counts }) => {
  const { t } = useTexts('home');
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(124px, 1fr))' }}>
      {counters.map(({ key, query, attention }) => (
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
              {t(`counter.${key}`)}
            </Typography>
          </CardActionArea>
        </Card>
      ))}
    </Box>
  );
};
