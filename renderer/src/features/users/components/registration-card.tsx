// Which registration setting applies to a person and why, and what still stands between them and User Enrollment.
import CheckCircleOutline from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { UserDetails } from '../../../../../shared/ipc/users.ts';
import { enrollmentTypeLabel } from '../../../../../shared/model/enrollment.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { SectionCard } from '../../../components/section-card.tsx';

export const RegistrationCard = ({ user }: { readonly user: UserDetails }) => {
  const { effectiveSetting, unmetRequirements } = user;
  const wantsUserEnrollment = effectiveSetting.appleEnrollmentType === 'user';
  return (
    <SectionCard title="Device registration">
      <DefinitionList
        columns={1}
        items={[
          {
            label: 'Effective Setting',
            value: (
              <Link component={RouterLink} to="/user-settings">
                {effectiveSetting.settingName}
              </Link>
            ),
          },
          { label: 'Why', value: effectiveSetting.reason },
          { label: 'Apple Enrollment Type', value: enrollmentTypeLabel[effectiveSetting.appleEnrollmentType] },
          ...(wantsUserEnrollment
            ? [{ label: 'Include macOS Device', value: effectiveSetting.includeMacos ? 'Yes (macOS 10.15+)' : 'No' }]
            : []),
        ]}
      />
      <Typography variant="h3" sx={{ mt: 2, mb: 0.5 }}>
        User Enrollment
      </Typography>
      {unmetRequirements.length === 0 ? (
        <Typography variant="body2" sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <CheckCircleOutline fontSize="small" color="success" aria-hidden />
          Nothing is missing: an unsupervised device of this person enrolls by User Enrollment.
        </Typography>
      ) : (
        <>
          {wantsUserEnrollment && (
            <Alert severity="warning">Until this is settled, devices of this person enroll by Device Enrollment.</Alert>
          )}
          <List dense disablePadding aria-label="Unmet requirements">
            {unmetRequirements.map((requirement) => (
              <ListItem key={requirement} disableGutters>
                <ListItemIcon sx={{ minWidth: 32 }}>
                  <ErrorOutline
                    fontSize="small"
                    color={wantsUserEnrollment ? 'warning' : 'action'}
                    titleAccess="Missing"
                  />
                </ListItemIcon>
                <ListItemText primary={requirement} />
              </ListItem>
            ))}
          </List>
        </>
      )}
    </SectionCard>
  );
};
