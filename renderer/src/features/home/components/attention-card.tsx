// What needs attention, a line each: open notifications and figures that should be none.
import CheckCircleOutline from '@mui/icons-material/CheckCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { Overview } from '@shared/ipc/office/home.ts';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { AttentionList } from '../../../parts/attention/attention-list.tsx';
import { attentionItems } from '../../../parts/attention/attention.ts';

export const AttentionCard = ({ overview }: { readonly overview: Overview }) => {
  const { t } = useTexts('home');
  const items = attentionItems(overview);
  const { open, gravest } = overview.notifications;
  return (
    <SectionCard
      title={t('attention.title')}
      actions={
        open > 0 && (
          <Button component={RouterLink} to="/notifications">
            {open > gravest.length ? t('attention.allNotifications', { count: open }) : t('attention.notifications')}
          </Button>
        )
      }
    >
      {items.length === 0 ? (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, py: 0.5 }}>
          <CheckCircleOutline color="success" fontSize="small" aria-hidden />
          <Typography variant="body2">{t('attention.none')}</Typography>
        </Box>
      ) : (
        <AttentionList items={items} days={overview.outOfContactDays} />
      )}
      {overview.contacts.nextAt !== undefined && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          <RichText
            area="home"
            text="attention.nextContact"
            parts={{ time: <TimeText at={overview.contacts.nextAt} /> }}
          />
        </Typography>
      )}
    </SectionCard>
  );
};
