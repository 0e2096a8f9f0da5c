// Certificates the device reported.
import Typography from '@mui/material/Typography';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable, yesNo } from '../../../lib/format.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';

type Certificate = MethodOutput<'devices.certificates'>[number];

const columns = (t: Texts<'devices'>): readonly SimpleColumn<Certificate>[] => [
  {
    label: t('column.name'),
    render: (row) => (
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {row.commonName}
      </Typography>
    ),
  },
  {
    label: t('certificates.usage'),
    nowrap: true,
    render: (row) => (row.usageType === 'device' ? t('channel.device') : t('channel.user')),
  },
  { label: t('certificates.identity'), render: (row) => yesNo(row.isIdentity) },
  { label: t('certificates.issuer'), render: (row) => row.issuer ?? notAvailable() },
  { label: t('certificates.expires'), nowrap: true, render: (row) => <TimeText at={row.notAfter} /> },
  {
    label: t('certificates.sha256'),
    nowrap: true,
    render: (row) => (
      <>
        {row.sha256.slice(0, 12)}…{' '}
        <CopyButton text={row.sha256} what={t('certificates.sha256Of', { name: row.commonName })} />
      </>
    ),
  },
];

export const CertificatesTab = ({ deviceId }: { readonly deviceId: string }) => {
  const { t } = useTexts('devices');
  const query = useContractQuery('devices.certificates', { id: deviceId });
  return (
    <QueryView query={query}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title={t('certificates.emptyTitle')} text={t('certificates.emptyText')} />
        ) : (
          <SimpleTable
            label={t('tab.certificates')}
            columns={columns(t)}
            rows={rows}
            rowId={(row) => `${row.usageType} ${row.sha256}`}
          />
        )
      }
    </QueryView>
  );
};
