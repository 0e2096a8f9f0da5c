// The devices of one person. A User Enrollment device has no serial number, so the enrollment type tells them apart.
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';

const shown = 25;

export const UserDevices = ({ userId }: { readonly userId: string }) => {
  const { t } = useTexts('users');
  const query = useContractQuery('devices.list', {
    userId,
    pageSize: shown,
    sortBy: 'lastSeenAt',
    sortDirection: 'desc',
  });
  if (query.data === undefined) {
    return query.error === null ? (
      <PageLoading />
    ) : (
      <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (query.data.total === 0)
    return (
      <Typography variant="body2" color="textSecondary">
        {t('devices.none')}
      </Typography>
    );
  return (
    <>
      <Table size="small" aria-label={t('devices.table')}>
        <TableHead>
          <TableRow>
            {[t('devices.name'), t('devices.os'), t('devices.status'), t('devices.type'), t('devices.lastContact')].map(
              (label) => (
                <TableCell key={label}>{label}</TableCell>
              ),
            )}
          </TableRow>
        </TableHead>
        <TableBody>
          {query.data.rows.map((device) => (
            <TableRow key={device.id}>
              <TableCell>
                <Link component={RouterLink} to={`/devices/${encodeURIComponent(device.id)}`}>
                  {device.name}
                </Link>
              </TableCell>
              <TableCell>{`${device.platform} ${device.osVersion ?? notAvailable()}`}</TableCell>
              <TableCell>{t(`model:enrollmentState.${device.state}`)}</TableCell>
              <TableCell>{t(`model:enrollmentType.${device.enrollmentType}`)}</TableCell>
              <TableCell>
                <TimeText at={device.lastSeenAt} missing={t('devices.never')} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {query.data.total > shown && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          {t('devices.latest', { shown, count: query.data.total })}
        </Typography>
      )}
    </>
  );
};
