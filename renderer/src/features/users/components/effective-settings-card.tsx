// Effective settings: which setting of each type applies to a person, and why.
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { nameOf, useTexts, wordsOf } from '../../../lib/texts.ts';

export const EffectiveSettingsCard = ({ userId }: { readonly userId: string }) => {
  const { t } = useTexts('users');
  const query = useContractQuery('userSettings.effective', { userId });
  const title = t('effectiveSettings.title');
  return (
    <SectionCard title={title}>
      <QueryView query={query}>
        {(settings) => (
          <SimpleTable
            label={title}
            rows={settings}
            rowId={({ type }) => type}
            columns={[
              {
                label: t('effectiveSettings.type'),
                nowrap: true,
                render: ({ type }) => t(`model:settingType.${type}`),
              },
              {
                label: t('effectiveSettings.setting'),
                render: ({ type, settingName }) => (
                  <Link component={RouterLink} to={`/user-settings?type=${type}`}>
                    {nameOf(settingName)}
                  </Link>
                ),
              },
              { label: t('registration.why'), render: ({ reason }) => wordsOf(reason) },
            ]}
          />
        )}
      </QueryView>
    </SectionCard>
  );
};
