// What needs attention, a line each that opens the page where it is mended.
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { LinkRow } from '../../components/link-row.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { ToneIcon } from '../../components/tone-icon.tsx';
import { useTexts, wordsOf } from '../../lib/texts.ts';
import type { AttentionItem } from './attention.ts';
import { addressOf } from './figures.ts';

interface Props {
  readonly items: readonly AttentionItem[];
  /** Days after which a device counts as out of contact. */
  readonly days: number;
}

const Item = ({ item, days }: { readonly item: AttentionItem; readonly days: number }) => {
  const { t } = useTexts('common');
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

export const AttentionList = ({ items, days }: Props) => (
  <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
    {items.map((item) => (
      <Item key={'figure' in item ? item.figure : item.notification.id} item={item} days={days} />
    ))}
  </Box>
);
