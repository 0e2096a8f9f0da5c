// How a person enrolls by signing in with the work account, in plain words to pass on.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { SectionCard } from '../../../components/section-card.tsx';

interface Way {
  readonly device: string;
  readonly needs: string;
  readonly steps: readonly string[];
}

const ways: readonly Way[] = [
  {
    device: 'iPhone and iPad',
    needs: 'iOS or iPadOS 15 and later for User Enrollment, 17 and later for Device Enrollment.',
    steps: [
      'Open Settings, then General, then VPN & Device Management.',
      'Tap “Sign In to Work or School Account…”.',
      'Enter the work e-mail or Managed Apple Account and tap Continue.',
      'First sign-in: the page of your office appears. Sign in with the username and password of the office.',
      'Second sign-in: Apple asks for the Managed Apple Account. Sign in with it.',
      'Allow remote management when the device asks. Done.',
    ],
  },
  {
    device: 'Mac',
    needs: 'macOS 14 and later.',
    steps: [
      'Open System Settings, then General, then Device Management (macOS 14: Privacy & Security, then Profiles).',
      'Click “Sign In…” beside “Work or School Account”.',
      'Enter the work e-mail or Managed Apple Account and click Continue.',
      'First sign-in: the page of your office appears. Sign in with the username and password of the office.',
      'Second sign-in: Apple asks for the Managed Apple Account. Sign in with it.',
      'Confirm the remote management with the password of the Mac. Done.',
    ],
  },
];

export const HowTab = () => (
  <Stack sx={{ gap: 2 }}>
    <Alert severity="info">
      People sign in twice: first to the office, then to Apple. Tell them beforehand, otherwise the second one looks
      like an error. They need a password here and, for User Enrollment, a Managed Apple Account. Both are entered under{' '}
      <Link component={RouterLink} to="/users" color="inherit">
        Users
      </Link>
      .
    </Alert>
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(380px, 1fr))' }}>
      {ways.map(({ device, needs, steps }) => (
        <SectionCard key={device} title={`On ${device === 'Mac' ? 'a Mac' : 'an iPhone or iPad'}`}>
          <Typography variant="body2" color="textSecondary">
            {needs}
          </Typography>
          <Box component="ol" sx={{ pl: 2.5, mb: 0, '& li': { mb: 0.75 } }}>
            {steps.map((step) => (
              <Typography key={step} component="li" variant="body2">
                {step}
              </Typography>
            ))}
          </Box>
        </SectionCard>
      ))}
    </Box>
    <SectionCard
      title="Before the first person signs in"
      actions={
        <Button component={RouterLink} to="/enroll?tab=domain">
          Set up the domain file
        </Button>
      }
    >
      <Typography variant="body2">
        The device asks the web server of the mail domain where to enroll. Put the domain file there once; its tab makes
        it and checks it. Without it, or on older systems, use a link or QR code instead.
      </Typography>
    </SectionCard>
  </Stack>
);
