// The devices of one person. A User Enrollment device has no serial number, so the enrollment type tells them apart.
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { enrollmentStateLabel, enrollmentTypeLabel } from '../../../../../shared/model/enrollment.ts';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable, plural } from '../../../lib/format.ts';

const shown = 25;

export const UserDevices = ({ userId }: { readonly userId: string }) => {
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
        No device enrolled yet. Make an enrollment link to begin.
      </Typography>
    );
  return (
    <>
      <Table size="small" aria-label="Devices of this person">
        <TableHead>
          <TableRow>
            {['Name', 'OS', 'Status', 'Enrollment Type', 'Last Contact'].map((label) => (
              <TableCell key={label}>{label}</TableCell>
            ))}
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
              <TableCell>{enrollmentStateLabel[device.state]}</TableCell>
              <TableCell>{enrollmentTypeLabel[device.enrollmentType]}</TableCell>
              <TableCell>
                <TimeText at={device.lastSeenAt} missing="Never" />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {query.data.total > shown && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          The latest {shown} of {plural(query.data.total, 'device')}.
        </Typography>
      )}
    </>
  );
};
