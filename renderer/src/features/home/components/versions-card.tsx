// Which systems the active devices run, a column per platform.
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Overview } from '@shared/ipc/office/home.ts';
import { SectionCard } from '../../../components/section-card.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
import { LinkRow } from '../../../components/link-row.tsx';

export const VersionsCard = ({ versions }: { readonly versions: Overview['versions'] }) => {
  const { t } = useTexts('home');
  const platforms = [...new Set(versions.map(({ platform }) => platform))];
  return (
    <SectionCard title={t('card.versions')}>
      <Box
        sx={{ display: 'grid', columnGap: 4, rowGap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))' }}
      >
        {platforms.map((platform) => (
          <Box key={platform}>
            <Typography variant="h3" color="textSecondary">
              {platform}
            </Typography>
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {versions
                .filter((version) => version.platform === platform)
                .map(({ major, devices }) => (
                  <LinkRow
                    key={major}
                    to={`/devices?status=active&version=${platform}-${String(major)}`}
                    end={formatCount(devices)}
                  >
                    {`${platform} ${String(major)}`}
                  </LinkRow>
                ))}
            </Box>
          </Box>
        ))}
      </Box>
    </SectionCard>
  );
};
