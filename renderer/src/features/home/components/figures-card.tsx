// A few figures of one kind, a line each.
import Box from '@mui/material/Box';
import type { Overview } from '@shared/ipc/office/home.ts';
import { SectionCard } from '../../../components/section-card.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
import { addressOf, figures } from '../../../parts/attention/figures.ts';
import { LinkRow } from '../../../components/link-row.tsx';

const shown = {
  lastDay: ['enrolledLastDay', 'leftLastDay'],
  people: ['invited', 'notInvited'],
} as const;

interface Props {
  readonly kind: keyof typeof shown;
  readonly overview: Overview;
}

export const FiguresCard = ({ kind, overview }: Props) => {
  const { t } = useTexts('home');
  return (
    <SectionCard title={t(`card.${kind}`)}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {shown[kind].map((id) => (
          <LinkRow key={id} to={addressOf(id)} end={formatCount(figures[id].of(overview))}>
            {t(`figure.${id}`)}
          </LinkRow>
        ))}
      </Box>
    </SectionCard>
  );
};
