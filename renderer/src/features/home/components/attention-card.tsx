// What needs attention, a line each: open notifications and figures that should be none.
import CheckCircleOutline from '@mui/icons-material/CheckCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { Overview } from '@shared/ipc/office/home.ts';
import { LinkRow } from './link-row.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { ToneIcon } from '../../../components/tone-icon.tsx';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { type AttentionItem, attentionItems } from '../lib/attention.ts';
import { addressOf } from '../lib/figures.ts';

const Item = ({ item, days }: { readonly item: AttentionItem; readonly days: number }) => {
  const { t } = useTexts('home');
  return 'figure' in item ? (
    <LinkRow to={addressOf(item.figure)} start={<ToneIcon tone={item.tone} label={t(`tone.${item.tone}`)} />}>
      {t(`attention.${item.figure}`, { count: item.count, days })}
    </LinkRow>
  ) : (
    <LinkRow
      to={item.notification.page}
      start={<ToneIcon tone={item.tone} label={t(`tone.${item.tone}`)} />}
      end={<TimeText at={item.notification.at} />}
    >
      {wordsOf(item.notification.title)}
      <Typography component="span" variant="body2" color="textSecondary" sx={{ display: 'block' }}>
        {wordsOf(item.notification.detail)}
      </Typography>
    </LinkRow>
  );
};

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
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {items.map((item) => (
            <Item
              key={'figure' in item ? item.figure : item.notification.id}
              item={item}
              days={overview.outOfContactDays}
            />
          ))}
        </Box>
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
