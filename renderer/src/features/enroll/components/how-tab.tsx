// How a person enrolls by signing in with the work account, in plain words to pass on.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useTexts } from '../../../lib/texts.ts';

const ways = ['phone', 'mac'] as const;

/** In the order in which a person does them. */
const steps = ['open', 'signIn', 'account', 'first', 'second', 'allow'] as const;

export const HowTab = () => {
  const { t } = useTexts('enroll');
  return (
    <Stack sx={{ gap: 2 }}>
      <Alert severity="info">
        <RichText
          area="enroll"
          text="how.twice"
          parts={{ users: <Link component={RouterLink} to="/users" color="inherit" /> }}
        />
      </Alert>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))' }}>
        {ways.map((way) => (
          <SectionCard key={way} title={t(`how.${way}.on`)}>
            <Typography variant="body2" color="textSecondary">
              {t(`how.${way}.since`)}
            </Typography>
            <Box component="ol" sx={{ pl: 2.5, mb: 0, '& li': { mb: 0.75 } }}>
              {steps.map((step) => (
                <Typography key={step} component="li" variant="body2">
                  {t(`how.${way}.steps.${step}`)}
                </Typography>
              ))}
            </Box>
          </SectionCard>
        ))}
      </Box>
      <SectionCard
        title={t('how.before')}
        actions={
          <Button component={RouterLink} to="/enroll?tab=domain">
            {t('how.setUp')}
          </Button>
        }
      >
        <Typography variant="body2">{t('how.beforeText')}</Typography>
      </SectionCard>
    </Stack>
  );
};
