// While a page or its data is on its way.
import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';

export const PageLoading = () => (
  <Box sx={{ display: 'grid', placeItems: 'center', minHeight: 240, flex: 1 }}>
    <CircularProgress aria-label="Loading" size={28} />
  </Box>
);
