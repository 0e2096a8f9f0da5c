// While a page or its data is on its way.
import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import { useTexts } from '../lib/texts.ts';

export const PageLoading = () => {
  const { t } = useTexts('common');
  return (
    <Box sx={{ display: 'grid', placeItems: 'center', minHeight: 240, flex: 1 }}>
      <CircularProgress aria-label={t('loading')} size={28} />
    </Box>
  );
};
