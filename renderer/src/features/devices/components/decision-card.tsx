// Why a device became what it is: each requirement and whether it was met.
import CancelOutlined from '@mui/icons-material/CancelOutlined';
import CheckCircleOutline from '@mui/icons-material/CheckCircleOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { EnrollmentDecision } from '@shared/model/enrollment.ts';
import { SectionCard } from '../../../components/section-card.tsx';
import { useTexts, wordsOf } from '../../../lib/texts.ts';

export const DecisionCard = ({ decision }: { readonly decision: EnrollmentDecision }) => {
  const { t } = useTexts('devices');
  return (
    <SectionCard title={t('decision.why', { type: t(`model:enrollmentType.${decision.type}`) })}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {decision.reasons.map((reason) => (
          <Box component="li" key={reason.code} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
            {reason.met ? (
              <CheckCircleOutline fontSize="small" color="success" titleAccess={t('decision.met')} />
            ) : (
              <CancelOutlined fontSize="small" color="warning" titleAccess={t('decision.notMet')} />
            )}
            <Typography variant="body2" sx={{ fontWeight: reason.decisive ? 600 : 400 }}>
              {wordsOf(reason.text)}
              {reason.decisive && (
                <Typography component="span" variant="body2" color="textSecondary">
                  {' '}
                  {t('decision.settled')}
                </Typography>
              )}
            </Typography>
          </Box>
        ))}
      </Box>
    </SectionCard>
  );
};
