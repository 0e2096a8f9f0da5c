// Set-up, step by step: what is done, what is next, and why.
import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUncheckedOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { SectionCard } from '../../../components/section-card.tsx';

type Item = MethodOutput<'server.checklist'>[number];

const target: Readonly<Record<Item['id'], { readonly to: string; readonly label: string }>> = {
  push: { to: '/server', label: 'Open Server' },
  'business-manager': { to: '/business-manager', label: 'Open Apple Business Manager' },
  'apps-and-books': { to: '/business-manager', label: 'Open Apple Business Manager' },
  people: { to: '/users', label: 'Open Users' },
  'enrollment-setting': { to: '/user-settings', label: 'Open User Settings' },
  'first-device': { to: '/enroll', label: 'Open Enroll' },
};

const look: Readonly<
  Record<
    Item['state'],
    { readonly icon: SvgIconComponent; readonly word: string; readonly colour: 'success' | 'warning' | 'action' }
  >
> = {
  done: { icon: CheckCircle, word: 'Done', colour: 'success' },
  warning: { icon: WarningAmberOutlined, word: 'Needs attention', colour: 'warning' },
  open: { icon: RadioButtonUnchecked, word: 'To do', colour: 'action' },
};

export const Checklist = ({ items }: { readonly items: readonly Item[] }) => {
  const done = items.filter((item) => item.state === 'done').length;
  const next = items.find((item) => item.state !== 'done');
  const [wanted, setWanted] = useState(false);
  const shown = next !== undefined || wanted;
  return (
    <SectionCard
      title={next === undefined ? 'Set-up is complete' : 'Set-up'}
      actions={
        next === undefined ? (
          <Button
            aria-expanded={wanted}
            onClick={() => {
              setWanted(!wanted);
            }}
          >
            {wanted ? 'Hide steps' : 'Show steps'}
          </Button>
        ) : (
          <Typography variant="body2" color="textSecondary">
            {done} of {items.length} done
          </Typography>
        )
      }
    >
      {shown && (
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {items.map((item) => {
            const { icon: Icon, word, colour } = look[item.state];
            return (
              <Box
                component="li"
                key={item.id}
                sx={{ display: 'flex', gap: 1.5, alignItems: 'center', py: 1.25, borderTop: 1, borderColor: 'divider' }}
              >
                <Icon color={colour} titleAccess={word} />
                <Box sx={{ flex: 1 }}>
                  <Typography variant="h3">{item.title}</Typography>
                  <Typography variant="body2" color="textSecondary">
                    {item.state === 'done' ? item.detail : `${item.why} ${item.detail}`.trim()}
                  </Typography>
                </Box>
                <Button
                  component={RouterLink}
                  to={target[item.id].to}
                  variant={item.id === next?.id ? 'contained' : 'text'}
                  sx={{ flexShrink: 0 }}
                >
                  {target[item.id].label}
                </Button>
              </Box>
            );
          })}
        </Box>
      )}
    </SectionCard>
  );
};
