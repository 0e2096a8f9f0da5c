// The figures of the devices, each opening the list it counts.
import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import CardActionArea from '@mui/material/CardActionArea';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { Overview } from '@shared/ipc/office/home.ts';
import { formatCount } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
import { addressOf, figures } from '../../../parts/attention/figures.ts';

const shown = ['active', 'userEnrollment', 'deviceEnrollment', 'pendingCommands'] as const;

export const Tiles = ({ overview }: { readonly overview: Overview }) => {
  const { t } = useTexts('home');
  return (
    <Box
      component="section"
      aria-label={t('devices')}
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: `repeat(${String(shown.length)}, minmax(0, 1fr))` }}
    >
      {shown.map((id) => (
        <Card key={id} variant="outlined">
          <CardActionArea component={RouterLink} to={addressOf(id)} sx={{ px: 2.5, py: 1.5, height: '100%' }}>
            <Typography component="p" sx={{ fontSize: '1.75rem', fontWeight: 600, lineHeight: 1.2 }}>
              {formatCount(figures[id].of(overview))}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {t(`figure.${id}`)}
            </Typography>
          </CardActionArea>
        </Card>
      ))}
    </Box>
  );
};
