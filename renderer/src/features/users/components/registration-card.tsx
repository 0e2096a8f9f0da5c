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
import type { UserDetails } from '@shared/ipc/people/users.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { nameOf, useTexts, wordsOf } from '../../../lib/texts.ts';

export const RegistrationCard = ({ user }: { readonly user: UserDetails }) => {
  const { t } = useTexts('users');
  const { effectiveSetting, unmetRequirements } = user;
  const wantsUserEnrollment = effectiveSetting.appleEnrollmentType === 'user';
  return (
    <SectionCard title={t('registration.title')}>
      <DefinitionList
        columns={1}
        items={[
          {
            label: t('registration.effective'),
            value: (
              <Link component={RouterLink} to="/user-settings">
                {nameOf(effectiveSetting.settingName)}
              </Link>
            ),
          },
          { label: t('registration.why'), value: wordsOf(effectiveSetting.reason) },
          { label: t('registration.type'), value: t(`model:enrollmentType.${effectiveSetting.appleEnrollmentType}`) },
          ...(wantsUserEnrollment
            ? [
                {
                  label: t('registration.macos'),
                  value: effectiveSetting.includeMacos ? t('registration.macosYes') : t('common:no'),
                },
              ]
            : []),
        ]}
      />
      <Typography variant="h3" sx={{ mt: 2, mb: 0.5 }}>
        {t('registration.user')}
      </Typography>
      {unmetRequirements.length === 0 ? (
        <Typography variant="body2" sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <CheckCircleOutline fontSize="small" color="success" aria-hidden />
          {t('registration.complete')}
        </Typography>
      ) : (
        <>
          {wantsUserEnrollment && <Alert severity="warning">{t('registration.until')}</Alert>}
          <List dense disablePadding aria-label={t('registration.unmet')}>
            {unmetRequirements.map(wordsOf).map((requirement) => (
              <ListItem key={requirement} disableGutters>
                <ListItemIcon sx={{ minWidth: 32 }}>
                  <ErrorOutline
                    fontSize="small"
                    color={wantsUserEnrollment ? 'warning' : 'action'}
                    titleAccess={t('registration.missing')}
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
