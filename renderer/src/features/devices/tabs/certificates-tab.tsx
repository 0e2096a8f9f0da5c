// Certificates the device reported.
import Typography from '@mui/material/Typography';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable, yesNo } from '../../../lib/format.ts';

type Certificate = MethodOutput<'devices.certificates'>[number];

const columns: readonly SimpleColumn<Certificate>[] = [
  {
    label: 'Name',
    render: (row) => (
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {row.commonName}
      </Typography>
    ),
  },
  { label: 'Usage Type', nowrap: true, render: (row) => (row.usageType === 'device' ? 'Device' : 'User') },
  { label: 'Identity', render: (row) => yesNo(row.isIdentity) },
  { label: 'Issuer', render: (row) => row.issuer ?? notAvailable() },
  { label: 'Expires', nowrap: true, render: (row) => <TimeText at={row.notAfter} /> },
  {
    label: 'SHA-256',
    nowrap: true,
    render: (row) => (
      <>
        {row.sha256.slice(0, 12)}… <CopyButton text={row.sha256} what={`SHA-256 of ${row.commonName}`} />
      </>
    ),
  },
];

export const CertificatesTab = ({ deviceId }: { readonly deviceId: string }) => {
  const query = useContractQuery('devices.certificates', { id: deviceId });
  return (
    <QueryView query={query}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState
            title="No certificates reported yet"
            text="The device lists its certificates after enrollment and once an hour when it is in contact. Refresh Inventory in the Actions menu asks now."
          />
        ) : (
          <SimpleTable
            label="Certificates"
            columns={columns}
            rows={rows}
            rowId={(row) => `${row.usageType} ${row.sha256}`}
          />
        )
      }
    </QueryView>
  );
};
